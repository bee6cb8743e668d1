import { ageOf, clockTime, minuteMs, minutesOf, patienceOf, whenOf } from './times';

const settings = { late: 3, tooLate: 8 };

test('patience changes at the minute, not a millisecond earlier', () => {
  expect(patienceOf(3 * minuteMs - 1, settings)).toBe('fine');
  expect(patienceOf(3 * minuteMs, settings)).toBe('late');
  expect(patienceOf(8 * minuteMs - 1, settings)).toBe('late');
  expect(patienceOf(8 * minuteMs, settings)).toBe('too-late');
});

test.each([
  [0, 'just now'],
  [minuteMs, '1 min'],
  [59.9 * minuteMs, '59 min'],
  [60 * minuteMs, '1 h'],
  [125 * minuteMs, '2 h 5 min'],
  [3 * 24 * 60 * minuteMs, '3 d'],
])('%d ms is %j', (ms, words) => expect(minutesOf(ms)).toBe(words));

test('an age below a minute is in seconds', () => {
  expect(ageOf(12_900)).toBe('12 s');
  expect(ageOf(-5)).toBe('0 s');
});

test('times are the viewer’s, with the day when it is another one', () => {
  const viewer = { locale: 'en-GB', timeZone: 'Asia/Tokyo' };
  const ms = Date.parse('2026-11-21T12:46:00Z');
  expect(clockTime(ms, viewer)).toBe('21:46');
  expect(whenOf(ms, ms, viewer)).toBe('21:46');
  expect(whenOf(ms, ms + 3 * 60 * minuteMs, viewer)).toMatch(/Sat.*21 Nov.*21:46/);
});
