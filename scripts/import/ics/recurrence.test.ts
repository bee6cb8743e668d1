import { Temporal } from 'temporal-polyfill';
import { daysOf, notFollowed, type Rule } from './recurrence';

const days = (rule: Rule, begin: string, until: string): string[] =>
  [...daysOf(rule, Temporal.PlainDate.from(begin), Temporal.PlainDate.from(until))].map(String);

test.each([
  [
    'every other day',
    { freq: 'DAILY', interval: 2 },
    '2027-03-01',
    '2027-03-06',
    ['2027-03-01', '2027-03-03', '2027-03-05'],
  ],
  ['three times', { freq: 'DAILY', count: 3 }, '2027-03-01', '2028-01-01', ['2027-03-01', '2027-03-02', '2027-03-03']],
  [
    'on weekdays',
    { freq: 'DAILY', byDay: ['MO', 'FR'] },
    '2027-03-01',
    '2027-03-09',
    ['2027-03-01', '2027-03-05', '2027-03-08'],
  ],
  ['weekly', { freq: 'WEEKLY' }, '2027-03-03', '2027-03-20', ['2027-03-03', '2027-03-10', '2027-03-17']],
  [
    'every other week, which begins on Monday (RFC 5545)',
    { freq: 'WEEKLY', interval: 2, count: 4, byDay: ['TU', 'SU'], weekStart: 1 },
    '1997-08-05',
    '1998-01-01',
    ['1997-08-05', '1997-08-10', '1997-08-19', '1997-08-24'],
  ],
  [
    'every other week, which begins on Sunday (RFC 5545)',
    { freq: 'WEEKLY', interval: 2, count: 4, byDay: ['TU', 'SU'], weekStart: 7 },
    '1997-08-05',
    '1998-01-01',
    ['1997-08-05', '1997-08-17', '1997-08-19', '1997-08-31'],
  ],
  [
    'on the second Tuesday',
    { freq: 'MONTHLY', byDay: ['2TU'] },
    '2027-03-09',
    '2027-05-31',
    ['2027-03-09', '2027-04-13', '2027-05-11'],
  ],
  [
    'on the last Friday',
    { freq: 'MONTHLY', byDay: ['-1FR'] },
    '2027-03-26',
    '2027-05-31',
    ['2027-03-26', '2027-04-30', '2027-05-28'],
  ],
  [
    'on the 31st, where there is one',
    { freq: 'MONTHLY' },
    '2027-01-31',
    '2027-05-31',
    ['2027-01-31', '2027-03-31', '2027-05-31'],
  ],
  [
    'on the last day',
    { freq: 'MONTHLY', byMonthDay: [-1] },
    '2027-01-31',
    '2027-03-31',
    ['2027-01-31', '2027-02-28', '2027-03-31'],
  ],
  [
    'on the last working day',
    { freq: 'MONTHLY', byDay: ['MO', 'TU', 'WE', 'TH', 'FR'], bySetPos: [-1] },
    '2027-01-29',
    '2027-03-31',
    ['2027-01-29', '2027-02-26', '2027-03-31'],
  ],
  ['on a birthday', { freq: 'YEARLY' }, '2024-02-29', '2029-01-01', ['2024-02-29', '2028-02-29']],
  ['never but once', { freq: 'YEARLY', byMonth: [2], byMonthDay: [30] }, '2024-01-01', '2034-01-01', ['2024-01-01']],
] satisfies [string, Rule, string, string, string[]][])('%s', (_, rule, begin, until, expected) => {
  expect(days(rule, begin, until)).toEqual(expected);
});

test('what is not followed is refused, not guessed at', () => {
  expect(notFollowed({ freq: 'HOURLY' }, [])).toBe('repeats HOURLY');
  expect(notFollowed({ freq: 'DAILY', byMonth: [2], byMonthDay: [30] }, [])).toBe(
    'repeats DAILY with BYMONTHDAY, BYMONTH',
  );
  expect(notFollowed({ freq: 'WEEKLY' }, ['BYHOUR'])).toBe('repeats WEEKLY with BYHOUR');
  expect(notFollowed({ freq: 'MONTHLY', byDay: ['2TU'] }, [])).toBeUndefined();
});
