import type { Frontdesk } from '../frontdesk';
import { conflict } from '../twilio/sync-store';
import { isGone } from './reminder';
import { settle } from './settle';
import { handingLastsMs, readReminder } from './shelf';

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
}

/** On an answer that was given before, to the same request under the same key. */
export const replayedHeader = 'Idempotent-Replayed';

const ttlSeconds = 24 * 60 * 60;

export type KnownRequest = { kind: 'same'; id: string } | { kind: 'other'; message: string };

/** Makes the key stand for this request. Answers what it stood for already; undefined when the request is to be carried out. */
export async function takeOver(frontdesk: Frontdesk, request: IdempotentRequest): Promise<KnownRequest | undefined> {
  const { store, clock } = frontdesk;
  const name = `idempotency.${request.name}`;
  if ((await store.createDocument(name, request, { ttlSeconds })) !== conflict) return undefined;
  const known = await store.readDocument<IdempotentRequest>(name);
  const busy: KnownRequest = { kind: 'other', message: 'A request with this Idempotency-Key is under way.' };
  if (known === undefined) return busy;
  if (known.data.fingerprint !== request.fingerprint) {
    return { kind: 'other', message: 'This Idempotency-Key was used for other arguments.' };
  }
  const item = await readReminder(frontdesk, known.data.id);
  if (item !== undefined && (!isGone(item.data) || item.data.moved !== undefined)) {
    return { kind: 'same', id: known.data.id };
  }
  if (item?.data.draft && clock.nowMs() < item.data.createdMs + handingLastsMs) return busy;
  // It came to nothing: this one takes its place
  if (item !== undefined) await settle(frontdesk, known.data.id);
  const taken = await store.updateDocument(name, request, known.revision, { ttlSeconds });
  return taken === conflict ? busy : undefined;
}
