import { readClock, readDate, readDateAndClock } from './date-and-clock';

const textOf = (read: ReturnType<typeof readDate>) => (read.kind === 'read' ? read.text : undefined);

test.each([
  ['2027-03-22', undefined, '2027-03-22'],
  ['2027-3-2', undefined, '2027-03-02'],
  ['2027/03/22', undefined, '2027-03-22'],
  ['22.3.2027', undefined, '2027-03-22'],
  ['3/4/2027', 'dmy', '2027-04-03'],
  ['3/4/2027', 'mdy', '2027-03-04'],
  ['3/4/2027', undefined, undefined],
  ['22 March', undefined, undefined],
] as const)('date %s (%s)', (text, order, date) => expect(textOf(readDate(text, order))).toBe(date));

test.each([
  ['13:00', '13:00'],
  ['9:05', '09:05'],
  ['13:00:30', '13:00:30'],
  ['1:00 pm', '13:00'],
  ['1pm', '13:00'],
  ['12:00 AM', '00:00'],
  ['12 p.m.', '12:00'],
  ['13h30', '13:30'],
  ['13.30', '13:30'],
  ['13:00 pm', undefined],
  ['0:30 am', undefined],
  ['24:00', undefined],
  ['12:60', undefined],
  ['13', undefined],
  ['noon', undefined],
])('time of day %s', (text, clock) => expect(textOf(readClock(text))).toBe(clock));

test.each([
  ['2027-03-22T13:00+02:00', '2027-03-22T13:00+02:00'],
  ['2027-03-22 13:00', '2027-03-22 13:00'],
  ['2027-03-22 01:00 PM', '2027-03-22T13:00'],
  ['22.03.2027, 13:00', '2027-03-22T13:00'],
  ['2027-03-22', undefined],
  ['soon', undefined],
])('both in one: %s', (text, both) => expect(textOf(readDateAndClock(text, undefined))).toBe(both));
