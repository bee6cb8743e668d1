import type { Frontdesk } from '../frontdesk';
import { digitsOf } from '../phone';
import { conflict, type Versioned } from '../twilio/sync-store';
import { type ListedIntent, readRequestIntent, removeIntent } from './line';
import { type ListedHint, removeSeenHint, takeHintAway } from './pool';
import { showSession } from './sessions';
import { documents, type RequestState } from './states';
import { type MatchedRequest, type TellOptions, tellMatch } from './tell';

export interface Seen extends TellOptions {
  /** The hint by which the provider was found. */
  hint?: ListedHint;
  /** The intent of the request. */
  intent?: Pick<ListedIntent, 'map' | 'key' | 'revision'>;
}

export type Finish =
  | { kind: 'finished' }
  /** Somebody else finished it, or ended it: they clean up. */
  | { kind: 'moved-on' }
  | { kind: 'provider-unreachable' | 'receiver-unreachable' | 'failed'; request: Versioned<MatchedRequest> };

/**
 * The match is recorded: texts both, notes that they were told, and takes hint and intent away. Whoever recorded the match does
 * this, and when their Function is known to have died, the tick.
 */
export async function finish(
  frontdesk: Frontdesk,
  request: Versioned<MatchedRequest>,
  { hint, intent, ...options }: Seen,
): Promise<Finish> {
  const { store } = frontdesk;
  const { receiver, provider, key } = request.data;
  const listed = intent ?? (await readRequestIntent(frontdesk, receiver, key));
  let { revision } = request;
  if (!request.data.told) {
    const { invitation, connected } = await tellMatch(frontdesk, request.data, options);
    if (invitation.kind === 'failed' || connected.kind === 'failed') return { kind: 'failed', request };
    if (invitation.kind === 'unreachable') return { kind: 'provider-unreachable', request };
    if (connected.kind === 'unreachable') return { kind: 'receiver-unreachable', request };
    const sentTexts = { invitation: invitation.messageSid, connected: connected.messageSid };
    const data: RequestState = { ...request.data, told: true, words: undefined, sentTexts };
    const noted = await store.updateDocument(documents.request(digitsOf(receiver)), data, request.revision);
    if (noted === conflict) return { kind: 'moved-on' };
    revision = noted.revision;
  }
  await Promise.all([
    hint === undefined ? takeHintAway(frontdesk, provider) : removeSeenHint(frontdesk, hint),
    listed === undefined ? undefined : takeOutOfLine(frontdesk, request.data, revision, listed),
    showSession(frontdesk, request.data),
  ]);
  return { kind: 'finished' };
}

/** The intent that was seen goes; one that was put since goes only if the match still stands. */
async function takeOutOfLine(
  frontdesk: Frontdesk,
  { receiver, key }: MatchedRequest,
  revision: string,
  listed: Pick<ListedIntent, 'map' | 'key' | 'revision'>,
): Promise<void> {
  if ((await removeIntent(frontdesk, listed)) !== conflict) return;
  const current = await readRequestIntent(frontdesk, receiver, key);
  const request = await frontdesk.store.readDocument(documents.request(digitsOf(receiver)));
  if (current !== undefined && request?.revision === revision) await removeIntent(frontdesk, current);
}
