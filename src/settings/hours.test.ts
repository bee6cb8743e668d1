import * as v from 'valibot';
import { HoursSchema, readHoursItem } from './hours';

const weekday = [['09:00', '17:00']];
const office = {
  timeZone: 'Europe/Berlin',
  week: { mon: weekday },
  holidays: [{ date: '2027-12-25', name: ' Christmas ' }],
};

const problemsOf = (hours: unknown) => {
  const result = v.safeParse(HoursSchema, hours);
  return result.success ? [] : result.issues.map((issue) => `${v.getDotPath(issue) ?? ''}: ${issue.message}`);
};

test('what is left out is closed, and everything is in order', () => {
  expect(
    v.parse(HoursSchema, {
      ...office,
      week: {
        tue: [
          ['18:00', '02:00'],
          ['09:00', '12:00'],
        ],
      },
    }),
  ).toEqual({
    timeZone: 'Europe/Berlin',
    week: {
      mon: [],
      tue: [
        ['09:00', '12:00'],
        ['18:00', '02:00'],
      ],
      wed: [],
      thu: [],
      fri: [],
      sat: [],
      sun: [],
    },
    holidays: [{ date: '2027-12-25', name: 'Christmas' }],
  });
});

test.each<[string, unknown, string]>([
  ['a zone that is none', { ...office, timeZone: 'Berlin' }, 'timeZone: There is no such time zone'],
  ['no zone', { week: {} }, 'timeZone: '],
  ['no week', { timeZone: 'UTC' }, 'week: '],
  ['9 am', { ...office, week: { tue: [['9 am', '17:00']] } }, 'week.tue.0.0: Write a time like 09:00'],
  ['25:00', { ...office, week: { tue: [['09:00', '25:00']] } }, 'week.tue.0.1: Write a time like 17:00'],
  ['24:00 as a beginning', { ...office, week: { tue: [['24:00', '02:00']] } }, 'week.tue.0.0: Write'],
  ['nothing between', { ...office, week: { sun: [['09:00', '09:00']] } }, 'week.sun.0: This begins and ends'],
  [
    'two that overlap',
    {
      ...office,
      week: {
        sun: [
          ['09:00', '12:00'],
          ['11:59', '13:00'],
        ],
      },
    },
    'week.sun: Two intervals',
  ],
  [
    'one after the night',
    {
      ...office,
      week: {
        sun: [
          ['18:00', '02:00'],
          ['20:00', '21:00'],
        ],
      },
    },
    'week.sun: Two intervals',
  ],
  ['an interval with one time', { ...office, week: { sun: [['09:00']] } }, 'week.sun.0.1: '],
  ['a day that is text', { ...office, week: { sun: '9 to 5' } }, 'week.sun: This is a list'],
  ['31 February', { ...office, holidays: [{ date: '2027-02-31' }] }, 'holidays.0.date: Write a date'],
  ['a date twice', { ...office, holidays: [{ date: '2027-02-01' }, { date: '2027-02-01' }] }, 'holidays: One date'],
  [
    'hours of a holiday',
    { ...office, holidays: [{ date: '2027-02-01', hours: [['1', '2']] }] },
    'holidays.0.hours.0.0: ',
  ],
  ['text', 'always', ': The opening hours are missing'],
])('%s is told, with its field', (_what, hours, problem) => {
  expect(problemsOf(hours)).toContainEqual(expect.stringContaining(problem));
});

test('touching intervals are none too many, and more than Sync keeps is refused', () => {
  expect(
    problemsOf({
      ...office,
      week: {
        sun: [
          ['09:00', '12:00'],
          ['12:00', '24:00'],
        ],
      },
    }),
  ).toEqual([]);
  const holidays = Array.from({ length: 400 }, (_, n) => ({
    date: new Date(Date.UTC(2027, 0, 1 + n)).toISOString().slice(0, 10),
    name: 'x'.repeat(40),
  }));
  expect(problemsOf({ ...office, holidays })).toEqual([': That is more than can be kept: fewer holidays, please.']);
});

test('an item that is not ours is none', () => {
  const item = { hours: office, by: '…0100', atMs: 1, id: 'x' };
  expect(readHoursItem(item)?.hours?.timeZone).toBe('Europe/Berlin');
  expect(readHoursItem({ ...item, hours: { ...office, timeZone: 'x' } })).toBeUndefined();
  expect(readHoursItem(undefined)).toBeUndefined();
});
