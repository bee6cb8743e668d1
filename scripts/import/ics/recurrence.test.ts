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
  [
    'every day in January (RFC 5545)',
    { freq: 'DAILY', byMonth: [1] },
    '1998-01-30',
    '1999-01-02',
    ['1998-01-30', '1998-01-31', '1999-01-01', '1999-01-02'],
  ],
  [
    'in June and July (RFC 5545)',
    { freq: 'YEARLY', byMonth: [6, 7] },
    '1997-06-10',
    '1998-07-31',
    ['1997-06-10', '1997-07-10', '1998-06-10', '1998-07-10'],
  ],
  [
    'every third year on the 1st, 100th and 200th day (RFC 5545)',
    { freq: 'YEARLY', interval: 3, byYearDay: [1, 100, 200] },
    '1997-01-01',
    '2000-12-31',
    ['1997-01-01', '1997-04-10', '1997-07-19', '2000-01-01', '2000-04-09', '2000-07-18'],
  ],
  [
    'on the last day of the year',
    { freq: 'YEARLY', byYearDay: [-1] },
    '2027-12-31',
    '2029-01-01',
    ['2027-12-31', '2028-12-31'],
  ],
  [
    'on the 20th Monday of the year (RFC 5545)',
    { freq: 'YEARLY', byDay: ['20MO'] },
    '1997-05-19',
    '1999-12-31',
    ['1997-05-19', '1998-05-18', '1999-05-17'],
  ],
  [
    'on Monday of week 20 (RFC 5545)',
    { freq: 'YEARLY', byWeekNo: [20], byDay: ['MO'] },
    '1997-05-12',
    '1999-12-31',
    ['1997-05-12', '1998-05-11', '1999-05-17'],
  ],
  [
    'in week 1, on the day of the week that the first one has, every other year',
    { freq: 'YEARLY', interval: 2, byWeekNo: [1] },
    '2025-12-29',
    '2030-12-31',
    ['2025-12-29', '2028-01-03', '2029-12-31'],
  ],
  [
    'in the last week, which is now and then the 53rd',
    { freq: 'YEARLY', byWeekNo: [-1], byDay: ['TH'] },
    '2026-12-31',
    '2028-12-31',
    ['2026-12-31', '2027-12-30', '2028-12-28'],
  ],
  [
    'every Thursday in March (RFC 5545)',
    { freq: 'YEARLY', byMonth: [3], byDay: ['TH'] },
    '1997-03-13',
    '1998-03-12',
    ['1997-03-13', '1997-03-20', '1997-03-27', '1998-03-05', '1998-03-12'],
  ],
  [
    'on Friday the 13th (RFC 5545)',
    { freq: 'MONTHLY', byDay: ['FR'], byMonthDay: [13] },
    '1998-02-13',
    '1998-11-30',
    ['1998-02-13', '1998-03-13', '1998-11-13'],
  ],
  [
    'on the Tuesday after the first Monday in November, every fourth year (RFC 5545)',
    { freq: 'YEARLY', interval: 4, byMonth: [11], byDay: ['TU'], byMonthDay: [2, 3, 4, 5, 6, 7, 8] },
    '1996-11-05',
    '2004-12-31',
    ['1996-11-05', '2000-11-07', '2004-11-02'],
  ],
  [
    'on the 15th of every month, said of a year',
    { freq: 'YEARLY', byMonthDay: [15] },
    '2027-01-15',
    '2027-03-31',
    ['2027-01-15', '2027-02-15', '2027-03-15'],
  ],
  [
    'on the last working day of the year',
    { freq: 'YEARLY', byDay: ['MO', 'TU', 'WE', 'TH', 'FR'], bySetPos: [-1] },
    '2026-12-31',
    '2028-12-31',
    ['2026-12-31', '2027-12-31', '2028-12-29'],
  ],
  [
    'on the second day of its week that is one of these',
    { freq: 'WEEKLY', byDay: ['MO', 'WE', 'FR'], bySetPos: [2] },
    '2027-03-03',
    '2027-03-20',
    ['2027-03-03', '2027-03-10', '2027-03-17'],
  ],
  ['on a birthday', { freq: 'YEARLY' }, '2024-02-29', '2029-01-01', ['2024-02-29', '2028-02-29']],
  ['never but once', { freq: 'YEARLY', byMonth: [2], byMonthDay: [30] }, '2024-01-01', '2034-01-01', ['2024-01-01']],
] satisfies [string, Rule, string, string, string[]][])('%s', (_, rule, begin, until, expected) => {
  expect(days(rule, begin, until)).toEqual(expected);
});

test('what is not followed is refused, not guessed at', () => {
  expect(notFollowed({ freq: 'HOURLY' }, [])).toBe('repeats HOURLY');
  expect(notFollowed({ freq: 'WEEKLY', byWeekNo: [2], byMonthDay: [30] }, [])).toBe(
    'repeats WEEKLY with BYWEEKNO, BYMONTHDAY',
  );
  expect(notFollowed({ freq: 'WEEKLY', byDay: ['2TU'] }, [])).toBe('repeats WEEKLY with a numbered BYDAY');
  expect(notFollowed({ freq: 'MONTHLY', bySetPos: [1] }, [])).toBe('repeats MONTHLY with BYSETPOS alone');
  expect(notFollowed({ freq: 'WEEKLY' }, ['BYHOUR'])).toBe('repeats WEEKLY with BYHOUR');
  expect(notFollowed({ freq: 'MONTHLY', byDay: ['2TU'] }, [])).toBeUndefined();
});
