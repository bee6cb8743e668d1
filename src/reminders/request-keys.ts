import type { Frontdesk } from '../frontdesk';
import { type Versioned, writeDocument } from '../twilio/sync-store';
import { timeOf } from './time-digits';

/** An Idempotency-Key with what was asked under it. */
export interface RequestKey {
  /** A digest of the key: it may hold anything. */
  name: string;
  /** A digest of the arguments. */
  fingerprint: string;
}

/** Document `idempotency.<digest>`, with a TTL: which reminder a key stands for. */
export interface IdempotentRequest extends RequestKey {
  id: string;
  /** It was made, and deleted since: the same request is not to make it again. */
  deleted?: true;
}

export const keyDocument = (name: string): string => `idempotency.${name}`;

const daySeconds = 24 * 60 * 60;

/** A day, and until the appointment is over: a file may be imported again and again until then. */
export function keyTtlSeconds(id: string, nowMs: number): number {
  const seconds = Math.ceil((timeOf(id) - nowMs) / 1000);
  return Math.min(365 * daySeconds, Math.max(seconds, daySeconds)); // Sync's limit
}

type KnownKey = Versioned<IdempotentRequest> | undefined;

export const readKey = ({ store }: Frontdesk, name: string | undefined): Promise<KnownKey> =>
  name === undefined ? Promise.resolve(undefined) : store.readDocument<IdempotentRequest>(keyDocument(name));

/** Before a reminder is removed, its key learns that it was there. */
export async function noteDeleted({ store, clock }: Frontdesk, known: KnownKey): Promise<void> {
  if (known === undefined || known.data.deleted) return;
  const { name, id } = known.data;
  const ttlSeconds = keyTtlSeconds(id, clock.nowMs());
  await writeDocument(store, keyDocument(name), known, { ...known.data, deleted: true }, { ttlSeconds });
}
