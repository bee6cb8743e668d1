import { TwilioApiError } from '../core/errors';
import { createTokenBucket } from '../core/token-bucket';
import type { World } from '../core/world';
import { executionsPerSecond } from './limits';

/** Counts an execution that is to begin. @throws {TwilioApiError} 20429 when there are too many */
export type StartLimiter = (way: keyof typeof executionsPerSecond) => void;

/** @param nowMs see `createTokenBucket` */
export function createStartLimiter({ tables }: Pick<World, 'tables'>, nowMs?: () => number): StartLimiter {
  const bucketOf = (perSecond: number) => createTokenBucket({ perSecond, capacity: perSecond }, nowMs);
  const begin = () => ({ inbound: bucketOf(executionsPerSecond.inbound), rest: bucketOf(executionsPerSecond.rest) });
  let buckets = begin();
  // Another state is another history: what began before it counts no longer
  tables.onRestore(() => {
    buckets = begin();
  });
  return (way) => {
    if (!buckets[way].take()) throw new TwilioApiError(429, 20429, 'Too Many Requests');
  };
}
