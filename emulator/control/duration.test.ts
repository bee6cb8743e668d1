import { durationMs } from './duration';

const hourMs = 60 * 60 * 1000;

test.each([
  ['PT24H', 24 * hourMs],
  ['P1D', 24 * hourMs],
  ['P1W', 7 * 24 * hourMs],
  ['P1DT2H3M4.5S', 26 * hourMs + 3 * 60_000 + 4_500],
  ['PT0S', 0],
  ['-PT5M', -5 * 60_000],
])('%s is %i ms', (text, ms) => expect(durationMs(text)).toBe(ms));

test.each(['', 'P', 'PT', 'P1DT', '24H', 'P1M', 'P1Y', 'PT1H2', 'pt1h', 'PT-1H', '5'])('%p is no duration', (text) =>
  expect(durationMs(text)).toBeUndefined(),
);
