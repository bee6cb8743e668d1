import { createHash } from 'node:crypto';
import { digitsOf, type E164 } from '../phone';

/** Wide enough for any date in milliseconds, so that keys sort by time. */
const timeDigits = 14;

const NONCES = 36 ** 4;
const nonce = (random: number): string => Math.floor(random * NONCES).toString(36);

/**
 * Key of a request: keys in order are requests in order of arrival.
 * @param random from 0 to 1: a text that is delivered twice at once has two keys, and one of them wins
 */
export const requestKey = (atMs: number, messageSid: string, random: number): string =>
  `${String(atMs).padStart(timeDigits, '0')}-${messageSid}-${nonce(random)}`;

/** Key of an intent to end a session: each who wants to end it has their own, so that nobody takes away another's. */
export const endKey = (key: string, random: number): string => `${key}-end-${nonce(random)}`;
export const passOnKey = (key: string): string => `${key}-pass-on`;

const hashOf = (digits: string): string => createHash('sha1').update(digits).digest('hex');

const SPREAD_DIGITS = 6;

/** Key of a provider in `pool`. The hash in front spreads providers evenly, so that a random key is a random place. */
export const poolKey = (provider: E164): string => {
  const digits = digitsOf(provider);
  return `${hashOf(digits).slice(0, SPREAD_DIGITS)}-${digits}`;
};

/** A place in `pool` at random. @param random from 0 to 1 */
export const randomPoolKey = (random: number): string =>
  Math.floor(random * 16 ** SPREAD_DIGITS)
    .toString(16)
    .padStart(SPREAD_DIGITS, '0');

/** Which of the Maps a phone's items are in. */
export const shardOf = (number: E164, shards: number): number =>
  shards === 1 ? 0 : Number.parseInt(hashOf(digitsOf(number)).slice(-SPREAD_DIGITS), 16) % shards;

export const shardedMaps = ['pool', 'waiting'] as const;
export type ShardedMap = (typeof shardedMaps)[number];

export const isSharded = (map: string): map is ShardedMap => shardedMaps.some((sharded) => sharded === map);

/** 'pool', or 'pool-3' when there are several. */
export const shardName = (map: ShardedMap, shard: number, shards: number): string =>
  shards === 1 ? map : `${map}-${shard}`;

export const shardNames = (map: ShardedMap, shards: number): string[] =>
  Array.from({ length: shards }, (_, shard) => shardName(map, shard, shards));
