import type { Frontdesk, Sender } from '../frontdesk';
import { digitsOf } from '../phone';
import { conflict, type Versioned } from '../twilio/sync-store';
import { endSession } from './end';
import { look, lookAround } from './match';
import type { AvailableOutcome, DoneOutcome, UnavailableOutcome } from './outcomes';
import { putHint, readHint, removeSeenHintOf } from './pool';
import { answerTo, isEligible, isEngaged, takeOffDuty, withAnswer } from './provider-state';
import { documents, type ProviderState, type RequestState } from './states';
import { isMatched } from './tell';
import { crossedTextsMs } from './timing';

const attempts = 6;

const tooManyWriters = (): Error => new Error('a provider was written by others again and again');

const readProvider = ({ store }: Frontdesk, sender: Sender) =>
  store.readDocument<ProviderState>(documents.provider(digitsOf(sender.number)));

/** Whether the look that just paired somebody paired this provider: then the invitation has told them already. */
const isServing = async (frontdesk: Frontdesk, sender: Sender): Promise<boolean> =>
  (await readProvider(frontdesk, sender))?.data.duty === 'engaged';

type Engaged = ProviderState & { engagement: NonNullable<ProviderState['engagement']> };

/** Ends the session that a provider is in, because they say that it is over. */
async function finishSession(
  frontdesk: Frontdesk,
  { engagement }: Engaged,
  sender: Sender,
): Promise<'ended' | 'no-session' | typeof conflict> {
  const name = documents.request(digitsOf(engagement.receiver));
  const request = await frontdesk.store.readDocument<RequestState>(name);
  if (request?.data.key !== engagement.key || !isMatched(request.data)) return 'no-session';
  const { messageSid } = sender;
  const options = { by: 'done', messageSid, providerAnswer: 'done' } as const;
  return endSession(frontdesk, { data: request.data, revision: request.revision }, options);
}

/** A provider texts `!available`. In a session it says that the session is over, too. */
export async function available(frontdesk: Frontdesk, sender: Sender): Promise<AvailableOutcome> {
  const { store, clock, config } = frontdesk;
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const seen = await readProvider(frontdesk, sender);
    if (seen === undefined || !isEligible(seen.data)) return { kind: 'not-subscribed' };
    const { data } = seen;
    if (answerTo(data, sender.messageSid) === 'available') {
      await look(frontdesk);
      return { kind: 'available', matched: data.duty === 'engaged' };
    }
    if (data.duty === 'available') {
      const [, { paired }] = await Promise.all([
        putHint(frontdesk, data, seen.revision, 'known'),
        lookAround(frontdesk),
      ]);
      if (paired && (await isServing(frontdesk, sender))) return { kind: 'available', matched: true };
      return { kind: 'already-available' };
    }
    const nowMs = clock.nowMs();
    if (isEngaged(data, nowMs, config.serviceMinutes)) {
      if (nowMs - data.engagement.atMs < crossedTextsMs) return { kind: 'in-session' };
      if ((await finishSession(frontdesk, data, sender)) !== 'no-session') continue;
    }

    // The hint before and after: before, so that whoever is available can be found; after, because somebody may have taken it away.
    const next: ProviderState = withAnswer(
      {
        ...data,
        language: sender.language,
        duty: 'available',
        sinceMs: nowMs,
        availableSid: sender.messageSid,
        engagement: undefined,
        offAfter: undefined,
      },
      sender.messageSid,
      'available',
    );
    await putHint(frontdesk, next, undefined, 'new');
    const written: Versioned<ProviderState> | typeof conflict = await store.updateDocument(
      documents.provider(digitsOf(sender.number)),
      next,
      seen.revision,
    );
    if (written === conflict) continue;
    const [, { paired }] = await Promise.all([
      putHint(frontdesk, written.data, written.revision, 'known'),
      lookAround(frontdesk),
    ]);
    return { kind: 'available', matched: paired && (await isServing(frontdesk, sender)) };
  }
  throw tooManyWriters();
}

/** A provider texts `!unavailable`. A session that has begun goes on. */
export async function unavailable(frontdesk: Frontdesk, sender: Sender): Promise<UnavailableOutcome> {
  const { store, clock, config } = frontdesk;
  const { messageSid } = sender;
  const unavailableNow: UnavailableOutcome = { kind: 'unavailable' };
  const afterSession: UnavailableOutcome = { kind: 'unavailable-after-session' };
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const [seen, hint] = await Promise.all([readProvider(frontdesk, sender), readHint(frontdesk, sender.number)]);
    if (seen === undefined || !seen.data.subscribed) return { kind: 'not-subscribed' };
    const answer = answerTo(seen.data, messageSid);
    if (answer === unavailableNow.kind) return unavailableNow;
    if (answer === afterSession.kind) return afterSession;
    const serving = isEngaged(seen.data, clock.nowMs(), config.serviceMinutes);
    if (!serving && seen.data.duty === 'off') return unavailableNow;

    const outcome = serving ? afterSession : unavailableNow;
    const next = withAnswer(takeOffDuty(seen.data), messageSid, outcome.kind);
    const name = documents.provider(digitsOf(sender.number));
    if ((await store.updateDocument(name, next, seen.revision)) === conflict) continue;
    // Only the hint that was seen: one that was put meanwhile belongs to whoever came back.
    if (!serving && hint !== undefined) await removeSeenHintOf(frontdesk, sender.number, hint.revision);
    return outcome;
  }
  throw tooManyWriters();
}

/** A provider texts `!done`: the session is over, and they are off duty. */
export async function done(frontdesk: Frontdesk, sender: Sender): Promise<DoneOutcome> {
  const { clock, config } = frontdesk;
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const seen = await readProvider(frontdesk, sender);
    if (seen === undefined) return { kind: 'not-subscribed' };
    if (answerTo(seen.data, sender.messageSid) === 'done') return { kind: 'done' };
    if (!isEngaged(seen.data, clock.nowMs(), config.serviceMinutes)) {
      return seen.data.subscribed ? { kind: 'no-session' } : { kind: 'not-subscribed' };
    }
    const outcome = await finishSession(frontdesk, seen.data, sender);
    if (outcome === 'ended') return { kind: 'done' };
    if (outcome === 'no-session') return { kind: 'no-session' };
  }
  throw tooManyWriters();
}
