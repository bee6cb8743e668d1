import { createTokenBucket, type TokenBucket } from '../core/token-bucket';
import { rateLimited } from './errors';
import { rateLimits } from './limits';
import type { ObjectKind } from './rows';

export type RateVerb = keyof typeof rateLimits.perSecond;

/** Counts the calls per object, and refuses those above Sync's rates. @throws 54009 */
export type RateLimiter = (verb: RateVerb, kind: ObjectKind, sid: string, dataBytes?: number) => void;

const tidyAbove = 10_000; // buckets; those that have filled up again are then forgotten

/** @param nowMs see `createTokenBucket` */
export function createRateLimiter(nowMs?: () => number): RateLimiter {
  const buckets = new Map<string, TokenBucket>();

  const bucketOf = (name: string, verb: RateVerb) => {
    const known = buckets.get(name);
    if (known) return known;
    const perSecond = rateLimits.perSecond[verb];
    const made = createTokenBucket({ perSecond, capacity: perSecond * rateLimits.burstSeconds }, nowMs);
    buckets.set(name, made);
    return made;
  };
  const tidy = () => {
    for (const [name, bucket] of buckets) if (bucket.isFull()) buckets.delete(name);
  };

  return (verb, kind, sid, dataBytes = 0) => {
    const name = `${verb}-${kind}-${sid}`;
    if (!bucketOf(name, verb).take(tokensFor(dataBytes))) throw rateLimited(name);
    if (buckets.size > tidyAbove) tidy();
  };
}

/** What a call weighs: one up to a KiB of data, ten from 10 KiB on. */
export const tokensFor = (dataBytes: number): number =>
  Math.min(rateLimits.maxTokensPerCall, Math.max(1, Math.ceil(dataBytes / rateLimits.bytesPerToken)));
