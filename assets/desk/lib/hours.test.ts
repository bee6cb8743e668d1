import {
  dayName,
  endTime,
  fieldTime,
  firstHours,
  openingWords,
  problemAt,
  withHoliday,
  withInterval,
  withWorkdaysAs,
} from './hours';

const office = firstHours('UTC');

test('one more interval comes after the last one, if there is room', () => {
  expect(withInterval([])).toEqual([['09:00', '17:00']]);
  expect(withInterval([['09:00', '12:00']])).toEqual([
    ['09:00', '12:00'],
    ['13:00', '15:00'],
  ]);
  expect(withInterval([['09:00', '21:30']])[1]).toEqual(['22:00', '24:00']);
  expect(withInterval([['18:00', '02:00']])[1]).toEqual(['09:00', '17:00']);
});

test('midnight as an end is the end of the day', () => {
  expect([fieldTime('24:00'), fieldTime('17:00'), endTime('00:00'), endTime('17:00')]).toEqual([
    '00:00',
    '17:00',
    '24:00',
    '17:00',
  ]);
});

test('what is open now, and what comes next', () => {
  const monday = Date.parse('2026-11-23T12:00:00Z');
  expect(openingWords(undefined, monday)).toBe('Always open');
  expect(openingWords(office, monday, 'en-GB')).toBe('Open now, closes 17:00');
  expect(openingWords(office, monday - 12 * 3_600_000, 'en-GB')).toBe('Closed now, opens 9:00');
  expect(openingWords(office, monday + 24 * 5 * 3_600_000, 'en-GB')).toBe('Closed now, opens Mon 30 Nov, 9:00');
});

test('a problem is found by its field, however deep it is', () => {
  const errors = [{ field: 'hours.week.mon.0.1', message: 'Write a time' }];
  expect(problemAt(errors, 'week.mon')).toBe('Write a time');
  expect(problemAt(errors, 'week.mo')).toBeUndefined();
  expect(problemAt(errors, 'timeZone')).toBeUndefined();
});

test('days and holidays change without the others', () => {
  const long = { ...office, week: { ...office.week, mon: [['08:00', '20:00']] as const } };
  expect(withWorkdaysAs(long, 'mon').week).toMatchObject({ fri: [['08:00', '20:00']], sat: [] });
  const two = { ...office, holidays: [{ date: '2027-01-01' }, { date: '2027-12-25' }] };
  expect(withHoliday(two, 0, () => undefined).holidays).toEqual([{ date: '2027-12-25' }]);
  expect(withHoliday(two, 1, () => ({ date: '2027-12-26' })).holidays).toEqual([
    { date: '2027-01-01' },
    { date: '2027-12-26' },
  ]);
  expect(dayName('sun', 'en')).toBe('Sunday');
});
