import { dayAndTime } from './day-and-time';
import { localeNamed } from './locales';

const monday = Date.parse('2026-03-23T13:00:00Z');
const thursday = Date.parse('2016-07-21T14:00:00Z');

test.each([
  ['en_us', monday, 'Monday Mar 23, 1:00 pm'],
  ['ko_kr', monday, '월요일 3 23, 13:00'],
  ['fr', thursday, 'jeudi juil 21, 14:00'],
  ['de', thursday, 'Donnerstag Jul 21, 14:00'],
  ['es', thursday, 'jueves jul 21, 14:00'],
  ['zh_cn', monday, '星期一 3 23, 13:00'],
  ['ja_jp', monday, '月曜日 3 23, 13:00'],
  ['pt_br', monday, 'segunda-feira mar 23, 13:00'],
])('%s', (name, ms, text) => expect(dayAndTime(ms, 'UTC', localeNamed(name) ?? '')).toBe(text));

test.each([
  ['2026-03-23T00:05:00Z', 'Monday Mar 23, 12:05 am'],
  ['2026-03-23T12:00:00Z', 'Monday Mar 23, 12:00 pm'],
  ['2026-03-23T23:59:59Z', 'Monday Mar 23, 11:59 pm'],
])('%s', (at, text) => expect(dayAndTime(Date.parse(at), 'UTC', 'en-US')).toBe(text));

test('it is read off the clock of the appointment, a zone or an offset', () => {
  expect(dayAndTime(monday, 'America/New_York', 'en')).toBe('Monday Mar 23, 9:00 am');
  expect(dayAndTime(monday, '+03:00', 'en')).toBe('Monday Mar 23, 4:00 pm');
  expect(dayAndTime(monday, '-13:30', 'en')).toBe('Sunday Mar 22, 11:30 pm');
  expect(dayAndTime(monday, '+05:45', 'de')).toBe('Montag Mär 23, 18:45');
});

test.each(['en_us', 'EN-US', 'pt_br', 'zh_cn', 'zh_tw', 'ko_kr', 'ja_jp', 'de_ch', 'nb', 'fa', 'th', 'mk', 'gr', 'cz'])(
  'the locale name %s is known, and a day can be written in it',
  (name) => {
    const locale = localeNamed(name);
    expect(locale).toBeDefined();
    expect(dayAndTime(monday, 'UTC', locale ?? '')).toMatch(/^\S.* 23, (13:00|1:00 \S+)$/);
  },
);

test.each(['', 'klingon', 'e', 'en_us_x_!', '../en', 'xx_yy'])('%s is no locale', (name) =>
  expect(localeNamed(name)).toBeUndefined(),
);
