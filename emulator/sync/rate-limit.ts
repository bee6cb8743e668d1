import { rateLimited } from './errors';
import { rateLimits } from './limits';
import type { ObjectKind } from './rows';

export type RateVerb = keyof typeof rateLimits.perSecond;

/** Counts the calls per object, and refuses those above Sync's rates. @throws 54009 */
export type RateLimiter = (verb: RateVerb, kind: ObjectKind, sid: string, dataBytes?: number) => void;

interface Bucket {
  tokens: number;
  filledMs: number;
}

const tidyAbove = 10_000; // buckets; those that have filled up again are then forgotten

/**
 * @param nowMs real time, not the emulator's: a clock that stands still would never fill a bucket again
 */
export function createRateLimiter(nowMs: () => number = () => performance.now()): RateLimiter {
  const buckets = new Map<string, Bucket>();

  const capacityOf = (verb: RateVerb) => rateLimits.perSecond[verb] * rateLimits.burstSeconds;
  const levelOf = (bucket: Bucket, verb: RateVerb) => {
    const refill = ((nowMs() - bucket.filledMs) / 1000) * rateLimits.perSecond[verb];
    return Math.min(capacityOf(verb), bucket.tokens + refill);
  };
  const tidy = () => {
    for (const [name, bucket] of buckets) {
      const verb = name.slice(0, name.indexOf('-')) as RateVerb;
      if (levelOf(bucket, verb) >= capacityOf(verb)) buckets.delete(name);
    }
  };

  return (verb, kind, sid, dataBytes = 0) => {
    const name = `${verb}-${kind}-${sid}`;
    const bucket = buckets.get(name);
    const level = bucket ? levelOf(bucket, verb) : capacityOf(verb);
    const cost = tokensFor(dataBytes);
    if (level < cost) throw rateLimited(name);
    buckets.set(name, { tokens: level - cost, filledMs: nowMs() });
    if (buckets.size > tidyAbove) tidy();
  };
}

/** What a call weighs: one up to a KiB of data, ten from 10 KiB on. */
export const tokensFor = (dataBytes: number): number =>
  Math.min(rateLimits.maxTokensPerCall, Math.max(1, Math.ceil(dataBytes / rateLimits.bytesPerToken)));
