import { sequentialRounds } from './rounds';

test('calls at the same time are one round', () => {
  expect(
    sequentialRounds([
      { beganMs: 0, ms: 50 },
      { beganMs: 1, ms: 51 },
      { beganMs: 2, ms: 50 },
    ]),
  ).toBe(1);
});

test('calls one after the other are as many rounds as calls', () => {
  expect(
    sequentialRounds([
      { beganMs: 60, ms: 50 },
      { beganMs: 0, ms: 50 },
      { beganMs: 120, ms: 50 },
    ]),
  ).toBe(3);
});

test('a slow call beside a chain of quick ones hides none of them', () => {
  expect(
    sequentialRounds([
      { beganMs: 0, ms: 200 },
      { beganMs: 0, ms: 50 },
      { beganMs: 60, ms: 50 },
    ]),
  ).toBe(2);
});

test('no calls, no rounds', () => expect(sequentialRounds([])).toBe(0));
