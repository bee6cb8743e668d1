import type { Frontdesk, Sender } from '../frontdesk';
import { digitsOf } from '../phone';
import { intakeAt } from '../settings/intake';
import { conflict, type Versioned, writeDocument } from '../twilio/sync-store';
import { requestKey } from './keys';
import {
  type ListedIntent,
  listIntents,
  placeOf,
  putIntent,
  type RequestIntent,
  removeIntent,
  requestsOf,
} from './line';
import { claimAndRecord, conclude, look, meetingOnce } from './match';
import type { RequestOutcome } from './outcomes';
import { type ListedHint, listSomeOfPool } from './pool';
import { isEngaged } from './provider-state';
import { isOpen, mayPair, newRequest, requestIntent, wasEarlier } from './request-state';
import { documents, type ProviderState, type RequestState, requestTtlSeconds } from './states';
import { minuteMs } from './timing';

type Line = ListedIntent<RequestIntent>[];

/** Somebody texts 1: connects them with an available provider, or puts them in line. */
export async function request(frontdesk: Frontdesk, sender: Sender): Promise<RequestOutcome> {
  const { store, clock, config } = frontdesk;
  const digits = digitsOf(sender.number);
  const atMs = clock.nowMs();
  const key = requestKey(atMs, sender.messageSid, frontdesk.random());

  // The intent first: what is listed can be finished, should this Function die. It goes again when nothing comes of it.
  const [before, asProvider, intent, hints, intents] = await Promise.all([
    store.readDocument<RequestState>(documents.request(digits)),
    store.readDocument<ProviderState>(documents.provider(digits)),
    putIntent(frontdesk, requestIntent(sender, key, atMs)),
    listSomeOfPool(frontdesk),
    listIntents(frontdesk),
  ]);
  const line = requestsOf(intents);
  const refused = async (outcome: RequestOutcome): Promise<RequestOutcome> => {
    await removeIntent(frontdesk, intent);
    return outcome;
  };

  if (before?.data.messageSid === sender.messageSid) {
    if (before.data.key !== key) await removeIntent(frontdesk, intent);
    return again(before.data, line);
  }
  if (wasEarlier(before?.data, sender.messageSid)) return refused({ kind: 'over' });
  if (isOpen(before?.data, atMs, config.serviceMinutes)) {
    await removeIntent(frontdesk, intent);
    return stillOpen(frontdesk, before.data, line, hints);
  }
  if (isEngaged(asProvider?.data, atMs, config.serviceMinutes)) return refused({ kind: 'serving' });
  if (asProvider?.data.duty === 'available') return refused({ kind: 'on-duty' });
  const intake = intakeAt(frontdesk, atMs);
  if (intake.kind !== 'open') return refused({ kind: 'not-taken', intake });
  // The language may have been looked up beside the reads above, so the intent may not have it yet.
  const wanted = newRequest(before?.data, { ...intent.data, language: sender.language });
  if (wanted.countOfDay > config.maxDailyRequests) {
    return refused({ kind: 'daily-limit', limit: config.maxDailyRequests });
  }

  // Each of those who ask at once tries another provider first. Whoever is behind more people than there are providers waits.
  const ahead = line.filter((other) => other.key < key).length;
  const outcome = await connect(frontdesk, before, wanted, intent, inTurn(hints, ahead));
  return outcome ?? waitInLine(frontdesk, before, wanted, intent);
}

const inTurn = (hints: readonly ListedHint[], ahead: number): readonly ListedHint[] =>
  ahead >= hints.length ? [] : [...hints.slice(ahead), ...hints.slice(0, ahead)];

/** Claims one after the other until one is ours. Undefined: nobody was to be had, or the request was recorded by somebody else. */
async function connect(
  frontdesk: Frontdesk,
  before: Versioned<RequestState> | undefined,
  wanted: RequestState,
  intent: ListedIntent<RequestIntent>,
  hints: readonly ListedHint[],
): Promise<RequestOutcome | undefined> {
  const meeting = meetingOnce(frontdesk);
  for (const hint of hints) {
    if (!mayPair(wanted, hint.data.provider)) continue;
    const claim = await claimAndRecord(frontdesk, hint, before, wanted, meeting);
    if (claim.kind === 'no-provider') continue;
    if (claim.kind === 'no-request') return undefined;
    const outcome = await conclude(frontdesk, claim.request, { hint, intent }, true);
    if (outcome === 'matched') return { kind: 'matched' };
    const line = await look(frontdesk);
    return outcome === 'failed' ? { kind: 'trouble' } : outcomeNow(frontdesk, wanted, line);
  }
  return undefined;
}

async function waitInLine(
  frontdesk: Frontdesk,
  before: Versioned<RequestState> | undefined,
  wanted: RequestState,
  intent: ListedIntent<RequestIntent>,
): Promise<RequestOutcome> {
  const { store } = frontdesk;
  const name = documents.request(digitsOf(wanted.receiver));
  const recorded = await writeDocument(store, name, before, wanted, { ttlSeconds: requestTtlSeconds });
  if (recorded === conflict) {
    const current = await store.readDocument<RequestState>(name);
    if (current?.data.key !== wanted.key) {
      // Another text of this phone was faster, or this very text was delivered twice.
      await removeIntent(frontdesk, intent);
      const line = await look(frontdesk);
      if (current?.data.messageSid === wanted.messageSid) return again(current.data, line);
      return current === undefined ? { kind: 'over' } : already(frontdesk, current.data, line);
    }
  }
  return outcomeNow(frontdesk, wanted, await look(frontdesk));
}

/** Another 1 while a request is open. Should somebody have missed that a provider is there, now is the time to see it. */
async function stillOpen(
  frontdesk: Frontdesk,
  current: RequestState,
  line: Line,
  hints: readonly ListedHint[],
): Promise<RequestOutcome> {
  if (current.state !== 'waiting' || hints.length === 0) return already(frontdesk, current, line);
  const lineNow = await look(frontdesk);
  const now = await frontdesk.store.readDocument<RequestState>(documents.request(digitsOf(current.receiver)));
  if (now?.data.key === current.key && now.data.state === 'matched') return { kind: 'matched' };
  return already(frontdesk, now?.data ?? current, lineNow);
}

/** What has become of a request that was put in line. */
async function outcomeNow(frontdesk: Frontdesk, wanted: RequestState, line: Line): Promise<RequestOutcome> {
  const current = await frontdesk.store.readDocument<RequestState>(documents.request(digitsOf(wanted.receiver)));
  if (current?.data.key !== wanted.key) return { kind: 'over' };
  return again(current.data, line);
}

/** The answer to a text that had its effect already. Whoever recorded a match tells it; if they died, the tick does. */
function again(current: RequestState, line: Line): RequestOutcome {
  if (current.state === 'waiting') return { kind: 'waiting', place: placeOf(line, current.key) };
  return { kind: current.state === 'matched' ? 'matched' : 'over' };
}

/** The answer to another 1 while a request is open. */
function already({ clock, config }: Frontdesk, current: RequestState, line: Line): RequestOutcome {
  if (current.state === 'waiting') return { kind: 'already-waiting', place: placeOf(line, current.key) };
  if (current.state !== 'matched') return { kind: 'over' };
  const leftMs = (current.matchedAtMs ?? 0) + config.serviceMinutes * minuteMs - clock.nowMs();
  return {
    kind: 'already-in-session',
    meeting: current.meeting,
    minutesLeft: Math.max(0, Math.ceil(leftMs / minuteMs)),
  };
}
