import { createTokenBucket } from './token-bucket';

test('as many as it holds at once, and then as many as time allows, never more than it holds', () => {
  let nowMs = 0;
  const bucket = createTokenBucket({ perSecond: 20, capacity: 40 }, () => nowMs);
  const taken = () => {
    let count = 0;
    while (bucket.take()) count += 1;
    return count;
  };
  expect(bucket.isFull()).toBe(true);
  expect(taken()).toBe(40);
  nowMs += 49;
  expect(taken()).toBe(0);
  nowMs += 1; // a twentieth of a second
  expect(taken()).toBe(1);
  nowMs += 3_600_000;
  expect(taken()).toBe(40);
});

test('what is too much takes nothing', () => {
  const bucket = createTokenBucket({ perSecond: 1, capacity: 10 }, () => 0);
  expect([bucket.take(4), bucket.take(7), bucket.take(6), bucket.isFull()]).toEqual([true, false, true, false]);
});
