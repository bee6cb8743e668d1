import { addDays, dayIn, isDay, startOf } from './days';

test('a day is of the zone in which the desk reads', () => {
  const ms = Date.parse('2027-03-22T03:30:00Z');
  expect(dayIn(ms, 'America/New_York')).toBe('2027-03-21');
  expect(dayIn(ms, 'Asia/Tokyo')).toBe('2027-03-22');
  expect(new Date(startOf('2027-03-22', 'America/New_York')).toISOString()).toBe('2027-03-22T04:00:00.000Z');
});

test('days are counted over the ends of months, and over a change of the clock', () => {
  expect(addDays('2027-02-27', 7)).toBe('2027-03-06');
  expect(addDays('2027-03-01', -7)).toBe('2027-02-22');
  const dayMs = startOf('2027-03-15', 'America/New_York') - startOf('2027-03-14', 'America/New_York');
  expect(dayMs).toBe(23 * 60 * 60_000);
});

test('what a date field gives while it is empty is no day', () => {
  expect(['', '2027-02-30', '2027-02-28'].map(isDay)).toEqual([false, false, true]);
  expect(startOf('', 'UTC')).toBeNaN();
});
