import type { Frontdesk } from '../frontdesk';
import { conflict } from '../twilio/sync-store';
import { type ApiAnswer, failure } from './api-answer';
import { isGone } from './reminder';
import { type IdempotentRequest, keyDocument, keyTtlSeconds } from './request-keys';
import { settle } from './settle';
import { findReminder, handingLastsMs } from './shelf';

/** On an answer that was given before, to the same request under the same key. */
export const replayedHeader = 'Idempotent-Replayed';

export type KnownRequest = { kind: 'same'; id: string } | { kind: 'other'; answer: ApiAnswer };

/** Makes the key stand for this request. Answers what it stood for already; undefined when the request is to be carried out. */
export async function takeOver(frontdesk: Frontdesk, request: IdempotentRequest): Promise<KnownRequest | undefined> {
  const { store, clock } = frontdesk;
  const name = keyDocument(request.name);
  const ttlSeconds = keyTtlSeconds(request.id, clock.nowMs());
  if ((await store.createDocument(name, request, { ttlSeconds })) !== conflict) return undefined;
  const known = await store.readDocument<IdempotentRequest>(name);
  if (known === undefined) return busy();
  const { id, fingerprint, deleted } = known.data;
  if (fingerprint !== request.fingerprint) {
    return { kind: 'other', answer: failure(409, 'This Idempotency-Key was used for other arguments.') };
  }
  if (deleted) return gone(id);
  const item = await findReminder(frontdesk, id);
  if (item !== undefined && !isGone(item.data)) return { kind: 'same', id };
  // What was never finished knows no key any more
  if (item?.data.deleted && item.data.requestKey !== undefined) return gone(id);
  if (item?.data.draft && clock.nowMs() < item.data.createdMs + handingLastsMs) return busy();
  // It came to nothing: this one takes its place
  if (item !== undefined) await settle(frontdesk, item.key);
  const taken = await store.updateDocument(name, request, known.revision, { ttlSeconds });
  return taken === conflict ? busy() : undefined;
}

const busy = (): KnownRequest => ({
  kind: 'other',
  answer: failure(409, 'A request with this Idempotency-Key is under way.'),
});

const gone = (id: string): KnownRequest => ({
  kind: 'other',
  answer: failure(409, 'The reminder that was made under this Idempotency-Key has been deleted.', [
    { field: 'Idempotency-Key', message: `stands for reminder ${id}, which was deleted` },
  ]),
});
