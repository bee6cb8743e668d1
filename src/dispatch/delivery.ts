import type { Frontdesk } from '../frontdesk';
import { digitsOf, isE164, numberOf } from '../phone';
import type { Versioned } from '../twilio/sync-store';
import { endSession } from './end';
import { look } from './match';
import { passOn } from './pass-on';
import { isSessionOver } from './request-state';
import { documents, type MatchText, matchTexts, type RequestState } from './states';
import { isMatched, type MatchedRequest } from './tell';
import { askAboutTextsMs } from './timing';

/** What Twilio reports of a text that we sent. */
export interface Delivery {
  messageSid: string;
  status: string;
  errorCode?: string;
  /** From the query of the callback's URL. */
  about: Readonly<Record<string, string | undefined>>;
}

const undelivered: readonly string[] = ['failed', 'undelivered'];
/** Nothing comes after these. */
const settled: readonly string[] = [...undelivered, 'delivered', 'read', 'canceled'];

/** A text about a match reached nobody: the next provider is asked, or the provider is free again. */
export async function settleDelivery(frontdesk: Frontdesk, { status, errorCode, about }: Delivery): Promise<void> {
  const { about: what, key, receiver: digits, provider } = about;
  const text = matchTexts.find((known) => known === what);
  if (!undelivered.includes(status) || text === undefined) return;
  const receiver = numberOf(digits ?? '');
  if (key === undefined || !isE164(receiver)) return;

  const { store, clock, config } = frontdesk;
  const request = await store.readDocument<RequestState>(documents.request(digitsOf(receiver)));
  if (request?.data.key !== key || !isMatched(request.data)) return;
  // A late report of an invitation to somebody whom the request was taken from already
  if (provider !== digitsOf(request.data.provider)) return;
  if (isSessionOver(request.data, clock.nowMs(), config.serviceMinutes)) return;
  const { data, revision } = request;
  await reachedNobody(frontdesk, { data, revision }, text, errorCode);
  await look(frontdesk);
}

/**
 * Asks Twilio what became of the texts of a match, in case its report was lost; what has arrived is not asked for again. The caller looks
 * afterwards.
 *
 * @returns whether one of them reached nobody
 */
export async function askAboutTexts(frontdesk: Frontdesk, request: Versioned<MatchedRequest>): Promise<boolean> {
  const { store, queue, clock } = frontdesk;
  const { sentTexts = {}, receiver, matchedAtMs } = request.data;
  const open = matchTexts.flatMap((text) => (sentTexts[text] === undefined ? [] : [[text, sentTexts[text]] as const]));
  if (open.length === 0 || clock.nowMs() - matchedAtMs > askAboutTextsMs) return false;
  const asked = await Promise.all(
    open.map(async ([text, messageSid]) => ({ text, messageSid, found: await queue.fetch(messageSid) })),
  );
  const lost = asked.find(({ found }) => found !== undefined && undelivered.includes(found.status));
  if (lost !== undefined) {
    const { errorCode } = lost.found ?? {};
    await reachedNobody(frontdesk, request, lost.text, errorCode === undefined ? undefined : String(errorCode));
    return true;
  }
  const still = asked.filter(({ found }) => found !== undefined && !settled.includes(found.status));
  if (still.length === open.length) return false;
  const next: RequestState = {
    ...request.data,
    sentTexts: Object.fromEntries(still.map(({ text, messageSid }) => [text, messageSid])),
  };
  // A conflict: it has moved on, and who moved it knows more.
  await store.updateDocument(documents.request(digitsOf(receiver)), next, request.revision);
  return false;
}

async function reachedNobody(
  frontdesk: Frontdesk,
  request: Versioned<MatchedRequest>,
  what: MatchText,
  errorCode: string | undefined,
): Promise<void> {
  const { provider, receiver } = request.data;
  frontdesk.log('text.undelivered', { what, errorCode, provider, receiver });
  if (what === 'invitation') await passOn(frontdesk, request.data);
  else await endUnreachable(frontdesk, request);
}

async function endUnreachable(frontdesk: Frontdesk, seen: Versioned<MatchedRequest>): Promise<void> {
  let request = seen;
  for (let attempt = 0; attempt < 4; attempt += 1) {
    if ((await endSession(frontdesk, request, { by: 'unreachable' })) === 'ended') return;
    const name = documents.request(digitsOf(request.data.receiver));
    const current = await frontdesk.store.readDocument<RequestState>(name);
    if (current?.data.key !== request.data.key || !isMatched(current.data)) return;
    request = { data: current.data, revision: current.revision };
  }
}
