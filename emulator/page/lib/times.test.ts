import { fromLocalInput, lengthOf, relativeDayOf, secondOf, timeToGo, toLocalInput, tookOf, whenOf } from './times';

const viewer = { locale: 'en-GB', timeZone: 'UTC' };
const noon = Date.UTC(2026, 10, 21, 12, 46, 7);
const hour = 3_600_000;

test('a length of time is told in its two largest units', () => {
  expect([59_999, 60_000, hour - 1, hour, 2 * hour + 300_000, 24 * hour, 74 * hour, -5].map(lengthOf)).toEqual([
    '59 s',
    '1 min',
    '59 min',
    '1 h',
    '2 h 5 min',
    '1 d',
    '3 d 2 h',
    '0 s',
  ]);
});

test('what is less than a second ahead, or behind, is due now', () => {
  expect(timeToGo(noon + 999, noon)).toBe('due now');
  expect(timeToGo(noon - hour, noon)).toBe('due now');
  expect(timeToGo(noon + 1000, noon)).toBe('in 1 s');
});

test('a time of today stands alone, another day is named', () => {
  expect(whenOf(noon + hour, noon, viewer)).toBe('13:46');
  expect(whenOf(noon + 24 * hour, noon, viewer)).toBe('Tomorrow 12:46');
  expect(whenOf(noon - 24 * hour, noon, viewer)).toBe('Yesterday 12:46');
  expect(relativeDayOf(noon + 7 * 24 * hour, noon, viewer)).toMatch(/Sat.* 28 Nov/);
});

test('midnight is 00:00:00, in every locale', () => {
  expect(secondOf(Date.UTC(2026, 10, 21), { locale: 'en-US', timeZone: 'UTC' })).toBe('00:00:00');
});

test('a picked time comes back as it went in', () => {
  expect(fromLocalInput(toLocalInput(noon))).toBe(noon);
  expect(fromLocalInput('')).toBeUndefined();
  expect(fromLocalInput('soon')).toBeUndefined();
});

test('a step tells milliseconds until they are a second', () => {
  expect([41.4, 999, 1300].map(tookOf)).toEqual(['41 ms', '999 ms', '1.3 s']);
});
