import { checker } from './check';
import type { Line } from './line';
import { testNowMs } from './testing';

const good = {
  contact_number: '+12025550123',
  appointment_time: '2027-03-22T13:00',
  time_zone: 'America/New_York',
  notify_window: '24',
  participant: 'Dr Ito',
};
const lineOf = (line: number, fields: Record<string, string>): Line => ({
  line,
  cells: [],
  asked: { kind: 'appointment', fields, errors: [] },
});
const check = (...lines: Line[]) => lines.map(checker(() => testNowMs));

test('a line by the rules of the API', () => {
  const [checked] = check(lineOf(2, good));
  expect(checked).toMatchObject({ kind: 'good', reminder: { contact: '+12025550123', timeZone: 'America/New_York' } });
});

test('what the API would refuse is refused here, with its words', () => {
  const [checked] = check(
    lineOf(2, { ...good, appointment_time: '2020-01-01T13:00', notify_window: '0', location: 'a,b' }),
  );
  expect(checked).toMatchObject({
    kind: 'refused',
    errors: [
      { field: 'notify_window', message: expect.stringMatching(/whole hours/) },
      { field: 'location', message: expect.stringMatching(/must not contain/) },
      { field: 'appointment_time', message: 'must be in the future' },
    ],
  });
});

test('the same line twice is sent once; the same appointment in other words is refused', () => {
  const [first, same, other, another] = check(
    lineOf(2, good),
    lineOf(3, Object.fromEntries(Object.entries(good).reverse())),
    lineOf(4, { ...good, appointment_time: '2027-03-22T17:00Z', participant: 'DR ITO' }),
    lineOf(5, { ...good, participant: 'Dr Oti' }),
  );
  expect(first).toMatchObject({ kind: 'good' });
  expect(same).toMatchObject({ kind: 'skipped', why: 'is the same as line 2' });
  expect(other).toMatchObject({ kind: 'refused', errors: [{ message: expect.stringMatching(/line 2/) }] });
  expect(another).toMatchObject({ kind: 'good' });
});
