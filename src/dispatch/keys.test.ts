import { poolKey, randomPoolKey, requestKey, shardName, shardNames, shardOf } from './keys';

test('keys of requests sort by time', () => {
  const early = requestKey(999_999_999_999, 'SM2', 0.9);
  const late = requestKey(1_000_000_000_000, 'SM1', 0.1);
  expect(early < late).toBe(true);
});

test('a text that is delivered twice at once has two keys', () => {
  expect(requestKey(1, 'SM1', 0.25)).not.toBe(requestKey(1, 'SM1', 0.75));
});

test('neighbours in the numbering plan are not neighbours in the pool', () => {
  const keys = Array.from({ length: 1000 }, (_, n) => poolKey(`+1202555${String(n).padStart(4, '0')}`));
  const inLowerHalf = keys.filter((key) => key < randomPoolKey(0.5)).length;
  expect(inLowerHalf).toBeGreaterThan(400);
  expect(inLowerHalf).toBeLessThan(600);
});

test('with one shard the maps have plain names; with several each number has one of them, always the same', () => {
  expect(shardNames('pool', 1)).toEqual(['pool']);
  expect(shardNames('waiting', 2)).toEqual(['waiting-0', 'waiting-1']);
  const shard = shardOf('+12025550101', 8);
  expect(shardOf('+12025550101', 8)).toBe(shard);
  expect(shardNames('pool', 8)).toContain(shardName('pool', shard, 8));
});
