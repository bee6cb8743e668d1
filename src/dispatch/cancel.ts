import type { Frontdesk, Sender } from '../frontdesk';
import { digitsOf, type E164 } from '../phone';
import { conflict, type Versioned } from '../twilio/sync-store';
import { endSession } from './end';
import { removeRequestIntent } from './line';
import { look } from './match';
import type { CancelOutcome } from './outcomes';
import { answerTo, isEngaged } from './provider-state';
import { isSessionOver } from './request-state';
import { documents, type ProviderState, type RequestState } from './states';
import { isMatched } from './tell';
import { tooLateMs } from './timing';

const attempts = 6;
const providerAnswer: CancelOutcome['kind'] = 'cancelled-by-provider';

/** Somebody texts 0: their request is cancelled, or, if they are the provider of a session, the session. */
export async function cancel(frontdesk: Frontdesk, sender: Sender): Promise<CancelOutcome> {
  const { store, clock, config } = frontdesk;
  const digits = digitsOf(sender.number);
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const [request, asProvider] = await Promise.all([
      store.readDocument<RequestState>(documents.request(digits)),
      store.readDocument<ProviderState>(documents.provider(digits)),
    ]);
    if (request?.data.endSid === sender.messageSid) return answered(request.data);
    if (answerTo(asProvider?.data, sender.messageSid) === providerAnswer) return { kind: 'cancelled-by-provider' };

    const nowMs = clock.nowMs();
    const outcome = await cancelOwn(frontdesk, sender, request, nowMs);
    if (outcome === conflict) continue;
    if (outcome !== undefined) return outcome;
    if (isEngaged(asProvider?.data, nowMs, config.serviceMinutes)) {
      const { receiver, key } = asProvider.data.engagement;
      const ended = await endAsProvider(frontdesk, receiver, key, sender.messageSid);
      if (ended === conflict) continue;
      return ended;
    }
    return isTooLate(request?.data, nowMs, config.serviceMinutes)
      ? { kind: 'too-late', minutes: config.serviceMinutes }
      : { kind: 'nothing' };
  }
  throw new Error('a request was written by others again and again');
}

/** The same answer as the first time. */
const answered = (request: RequestState): CancelOutcome =>
  request.state === 'cancelled' && request.provider === undefined ? { kind: 'left-line' } : { kind: 'cancelled' };

async function cancelOwn(
  frontdesk: Frontdesk,
  sender: Sender,
  request: Versioned<RequestState> | undefined,
  nowMs: number,
): Promise<CancelOutcome | typeof conflict | undefined> {
  const { store, config } = frontdesk;
  if (request === undefined) return undefined;
  const { data, revision } = request;
  if (data.state === 'waiting') {
    const cancelled: RequestState = {
      ...data,
      state: 'cancelled',
      endedBy: 'receiver',
      endedAtMs: nowMs,
      endSid: sender.messageSid,
      freed: true,
    };
    const name = documents.request(digitsOf(sender.number));
    if ((await store.updateDocument(name, cancelled, revision)) === conflict) return conflict;
    await removeRequestIntent(frontdesk, data.receiver, data.key);
    return { kind: 'left-line' };
  }
  if (!isMatched(data) || isSessionOver(data, nowMs, config.serviceMinutes)) return undefined;
  const options = { by: 'receiver', messageSid: sender.messageSid, alongside: () => look(frontdesk) } as const;
  if ((await endSession(frontdesk, { data, revision }, options)) === conflict) return conflict;
  return { kind: 'cancelled' };
}

async function endAsProvider(
  frontdesk: Frontdesk,
  receiver: E164,
  key: string,
  messageSid: string,
): Promise<CancelOutcome | typeof conflict> {
  const request = await frontdesk.store.readDocument<RequestState>(documents.request(digitsOf(receiver)));
  // Claimed, and the match is not recorded yet, or never will be.
  if (request?.data.key !== key || !isMatched(request.data)) return { kind: 'nothing' };
  const options = { by: 'provider', messageSid, providerAnswer } as const;
  const ended = await endSession(frontdesk, { data: request.data, revision: request.revision }, options);
  return ended === conflict ? conflict : { kind: 'cancelled-by-provider' };
}

function isTooLate(request: RequestState | undefined, nowMs: number, serviceMinutes: number): boolean {
  if (request?.matchedAtMs === undefined || nowMs - request.matchedAtMs > tooLateMs) return false;
  return isSessionOver(request, nowMs, serviceMinutes) || request.endedBy === 'time';
}
