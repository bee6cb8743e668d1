import type { Frontdesk, Meeting } from '../frontdesk';
import { digitsOf } from '../phone';
import { isClosed } from '../settings/intake';
import { conflict, type Versioned, writeDocument } from '../twilio/sync-store';
import { endSession } from './end';
import { finish } from './finish';
import { type ListedIntent, listLine, type RequestIntent, removeIntent } from './line';
import { passOn } from './pass-on';
import { type ListedHint, listPool, putHint, removeSeenHint } from './pool';
import { engaged, freed, isAvailable, isEngagedFor } from './provider-state';
import { isSettled, mayPair } from './request-state';
import { documents, type ProviderState, type RequestState, requestTtlSeconds } from './states';
import type { MatchedRequest } from './tell';
import { matchWords } from './words';

/** A meeting for one match, made when first asked for, and kept when a claim fails: the next claim takes it. */
export type MeetingOnce = (provider: ProviderState) => Promise<Meeting>;

export function meetingOnce({ meetings }: Frontdesk): MeetingOnce {
  let made: Promise<Meeting> | undefined;
  return (provider) => {
    if (provider.room !== undefined) return Promise.resolve({ url: provider.room, kind: 'room' });
    made ??= meetings.create();
    return made;
  };
}

export type Claim =
  | { kind: 'matched'; request: Versioned<MatchedRequest> }
  /** Not available (any more). */
  | { kind: 'no-provider' }
  /** The request has moved on. */
  | { kind: 'no-request' };

const readProvider = ({ store }: Frontdesk, hint: ListedHint) =>
  store.readDocument<ProviderState>(documents.provider(digitsOf(hint.data.provider.number)));

/**
 * Pairs one request with one provider: claims the provider, then records the match, both by revision.
 *
 * @param seen the request's Document, if there was one
 * @param request what the request is, recorded or not
 */
export async function claimAndRecord(
  frontdesk: Frontdesk,
  hint: ListedHint,
  seen: Versioned<RequestState> | undefined,
  request: RequestState,
  meeting: MeetingOnce,
): Promise<Claim> {
  const { store, clock } = frontdesk;
  const claim = (free: Versioned<ProviderState>) =>
    store.updateDocument<ProviderState>(
      documents.provider(digitsOf(free.data.number)),
      engaged(free.data, request.key, request.receiver, clock.nowMs()),
      free.revision,
    );

  // The hint holds the Document as it was at this revision: no need to read it.
  const { provider, revision } = hint.data;
  const known = revision === undefined ? await readProvider(frontdesk, hint) : { data: provider, revision };
  if (known === undefined || !isAvailable(known.data) || !mayPair(request, known.data)) return { kind: 'no-provider' };
  let [claimed, link] = await Promise.all([claim(known), meeting(known.data)]);
  if (claimed === conflict) {
    const current = await readProvider(frontdesk, hint);
    if (current === undefined || !isAvailable(current.data)) {
      // They were here before this hint was written, and are not now: it is left behind.
      if (revision !== undefined) await removeSeenHint(frontdesk, hint);
      return { kind: 'no-provider' };
    }
    if (!mayPair(request, current.data)) return { kind: 'no-provider' };
    [claimed, link] = await Promise.all([claim(current), meeting(current.data)]);
    if (claimed === conflict) return { kind: 'no-provider' };
  }

  const { number, language, name, engagement } = claimed.data;
  const matched: MatchedRequest = {
    ...request,
    state: 'matched',
    provider: number,
    providerLanguage: language,
    providerName: name,
    meeting: link,
    matchedAtMs: engagement?.atMs ?? clock.nowMs(),
    told: false,
  };
  const document = documents.request(digitsOf(request.receiver));
  matched.words = matchWords(frontdesk, matched);
  const recorded = await writeDocument(store, document, seen, matched, { ttlSeconds: requestTtlSeconds });
  if (recorded !== conflict) return { kind: 'matched', request: recorded };
  await release(frontdesk, claimed);
  return { kind: 'no-request' };
}

const releaseAttempts = 6;

/** A claim that led to no match: the provider is available again. The caller looks afterwards. */
export async function release(frontdesk: Frontdesk, claimed: Versioned<ProviderState>): Promise<void> {
  const { store } = frontdesk;
  const key = claimed.data.engagement?.key ?? '';
  let provider: Versioned<ProviderState> | undefined = claimed;
  for (let attempt = 0; attempt < releaseAttempts; attempt += 1) {
    if (!isEngagedFor(provider?.data, key)) return;
    const free = freed(provider.data, 'available');
    if (free.duty === 'available') await putHint(frontdesk, free, undefined, 'known');
    const written: Versioned<ProviderState> | typeof conflict = await store.updateDocument(
      documents.provider(digitsOf(free.number)),
      free,
      provider.revision,
    );
    if (written !== conflict) {
      // And after: somebody may have taken it away in between.
      if (free.duty === 'available') await putHint(frontdesk, free, written.revision, 'known');
      return;
    }
    provider = await store.readDocument<ProviderState>(documents.provider(digitsOf(free.number)));
  }
}

/**
 * Tells a match that was just recorded, and undoes it when it cannot be told.
 *
 * @param ownText the receiver waits for the reply to the very text that is being handled
 * @returns 'passed-on' when the request is in line again, 'ended' when no text reaches the receiver, 'failed' when no text could be sent
 * and the match was undone: the caller looks afterwards
 */
export async function conclude(
  frontdesk: Frontdesk,
  request: Versioned<MatchedRequest>,
  seen: Parameters<typeof finish>[2],
  ownText: boolean,
): Promise<'matched' | 'passed-on' | 'ended' | 'failed'> {
  const outcome = await finish(frontdesk, request, seen);
  switch (outcome.kind) {
    case 'finished':
    case 'moved-on':
      return 'matched';
    case 'provider-unreachable':
      await passOn(frontdesk, request.data);
      return 'passed-on';
    case 'receiver-unreachable':
      await endSession(frontdesk, request, { by: 'unreachable', sentSinceMs: seen.sentSinceMs });
      return 'ended';
    case 'failed':
      await endSession(frontdesk, request, { by: 'trouble', receiverKnows: ownText, sentSinceMs: seen.sentSinceMs });
      return 'failed';
  }
}

const lookRounds = 25;

/**
 * Pairs the longest waiting with the longest idle until one side is empty. Everybody who made somebody available or put somebody
 * in line looks afterwards, so that a pair that could meet meets.
 *
 * @returns the line as it was listed last
 */
export const look = async (frontdesk: Frontdesk): Promise<ListedIntent<RequestIntent>[]> =>
  (await lookAround(frontdesk)).line;

/** As `look`, and says whether anybody was paired. */
export async function lookAround(
  frontdesk: Frontdesk,
): Promise<{ line: ListedIntent<RequestIntent>[]; paired: boolean }> {
  for (let round = 0; ; round += 1) {
    const [line, pool] = await Promise.all([listLine(frontdesk), listPool(frontdesk)]);
    const paired = round > 0;
    // Whoever is in line when we close leaves it by tick
    if (line.length === 0 || pool.length === 0 || round === lookRounds || isClosed(frontdesk)) return { line, paired };
    if (!(await pairOne(frontdesk, line, pool))) return { line, paired };
  }
}

interface Candidate {
  intent: ListedIntent<RequestIntent>;
  request: Versioned<RequestState>;
}

/** @returns whether something changed, so that another look is worth it */
async function pairOne(
  frontdesk: Frontdesk,
  line: readonly ListedIntent<RequestIntent>[],
  pool: readonly ListedHint[],
): Promise<boolean> {
  const meeting = meetingOnce(frontdesk);
  const gone = new Set<string>();
  for (const hint of pool) {
    for (const intent of line) {
      if (gone.has(intent.key)) continue;
      const candidate = await candidateOf(frontdesk, intent);
      if (candidate === undefined) {
        gone.add(intent.key);
        continue;
      }
      if (!mayPair(candidate.request.data, hint.data.provider)) continue;
      const claim = await claimAndRecord(frontdesk, hint, candidate.request, candidate.request.data, meeting);
      if (claim.kind === 'no-provider') break;
      if (claim.kind === 'no-request') return true;
      // When texts fail, others would fail the same way: the tick looks again.
      return (await conclude(frontdesk, claim.request, { hint, intent }, false)) !== 'failed';
    }
    if (gone.size === line.length) return false;
  }
  return false;
}

/** The request of an intent while it waits; an intent that nobody needs any more is taken away. */
async function candidateOf(frontdesk: Frontdesk, intent: ListedIntent<RequestIntent>): Promise<Candidate | undefined> {
  const { store, clock, config } = frontdesk;
  const request = await store.readDocument<RequestState>(documents.request(digitsOf(intent.data.receiver)));
  if (request?.data.key === intent.key && request.data.state === 'waiting') return { intent, request };
  if (isSettled(request?.data, intent.data, clock.nowMs(), config.serviceMinutes))
    await removeIntent(frontdesk, intent);
  return undefined;
}
