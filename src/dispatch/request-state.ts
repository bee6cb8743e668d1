import type { Sender } from '../frontdesk';
import type { Intent, ProviderState, RequestEnd, RequestState, SessionEnd, WaitEnd } from './states';
import { functionLifeMs, minuteMs } from './timing';

type RequestIntent = Extract<Intent, { kind: 'request' }>;

export const dayOf = (atMs: number): string => new Date(atMs).toISOString().slice(0, 10);

export const isSessionOver = (request: RequestState, nowMs: number, serviceMinutes: number): boolean =>
  request.state === 'matched' && nowMs - (request.matchedAtMs ?? 0) > serviceMinutes * minuteMs;

/** Waiting, or in a session whose time is not over. */
export const isOpen = (
  request: RequestState | undefined,
  nowMs: number,
  serviceMinutes: number,
): request is RequestState =>
  request !== undefined &&
  (request.state === 'waiting' || (request.state === 'matched' && !isSessionOver(request, nowMs, serviceMinutes)));

export const isEnded = (request: RequestState): boolean => request.state === 'cancelled' || request.state === 'done';

const isWaitEnd = (by: RequestEnd): by is WaitEnd => by === 'closed' || by === 'waited';

/** What ended a session; undefined while it goes on, or when there was none. */
export const sessionEndOf = ({ endedBy }: RequestState): SessionEnd | undefined =>
  endedBy === undefined || isWaitEnd(endedBy) ? undefined : endedBy;

/** What ended the waiting of somebody who met nobody. */
export const waitEndOf = ({ endedBy }: RequestState): WaitEnd | undefined =>
  endedBy !== undefined && isWaitEnd(endedBy) ? endedBy : undefined;

/** Retries come within seconds; nobody asks more often. */
const sidsKept = 5;

const sidsOf = (request: RequestState): string[] => [request.messageSid, ...(request.earlierSids ?? [])];

/** This text had its effect in an earlier request. */
export const wasEarlier = (request: RequestState | undefined, messageSid: string): boolean =>
  request?.earlierSids?.includes(messageSid) === true;

/** A new request of a phone, after the one before. */
export function newRequest(before: RequestState | undefined, intent: RequestIntent): RequestState {
  const day = dayOf(intent.atMs);
  return {
    receiver: intent.receiver,
    language: intent.language,
    key: intent.key,
    messageSid: intent.messageSid,
    atMs: intent.atMs,
    state: 'waiting',
    day,
    countOfDay: before?.day === day ? before.countOfDay + 1 : 1,
    ...(before === undefined ? {} : { earlierSids: sidsOf(before).slice(0, sidsKept), endSid: before.endSid }),
  };
}

export const requestIntent = (sender: Sender, key: string, atMs: number): RequestIntent => ({
  kind: 'request',
  key,
  receiver: sender.number,
  language: sender.language,
  messageSid: sender.messageSid,
  atMs,
});

/** An intent may go only when its request needs nobody any more. */
export function isSettled(
  request: RequestState | undefined,
  intent: RequestIntent,
  nowMs: number,
  serviceMinutes: number,
) {
  if (request === undefined) return false;
  if (request.key === intent.key) {
    if (request.state === 'matched') return request.told === true;
    return isEnded(request) && request.freed === true;
  }
  // Whoever wrote a young one may be about to record it.
  return nowMs - intent.atMs > functionLifeMs && !isUnrecorded(request, intent, nowMs, serviceMinutes);
}

/**
 * Nobody has recorded the request that this intent announces. Of two texts at once one won, and a text that came while another
 * request was open asked for nothing new.
 */
export function isUnrecorded(
  request: RequestState | undefined,
  intent: RequestIntent,
  nowMs: number,
  serviceMinutes: number,
): boolean {
  if (request === undefined) return true;
  if (request.key === intent.key || sidsOf(request).includes(intent.messageSid)) return false;
  if (isOpen(request, nowMs, serviceMinutes)) return false;
  return intent.atMs > endOf(request, serviceMinutes);
}

const endOf = (request: RequestState, serviceMinutes: number): number =>
  request.endedAtMs ?? (request.matchedAtMs ?? request.atMs) + serviceMinutes * minuteMs;

/** Nobody serves themselves, and whom no invitation reached is not asked again before they text anew. */
export const mayPair = (request: RequestState, provider: ProviderState): boolean =>
  provider.number !== request.receiver &&
  !(provider.availableSid !== undefined && request.avoid?.includes(provider.availableSid));

/** The request goes back into the line, to its old place: no text reached the provider. */
export function passedOn(request: RequestState, avoidSid: string | undefined): RequestState {
  const { provider, providerLanguage, providerName, meeting, matchedAtMs, told, words, sentTexts, ...waiting } =
    request;
  const avoid = avoidSid === undefined ? request.avoid : [...(request.avoid ?? []), avoidSid].slice(-avoidedAtMost);
  return { ...waiting, state: 'waiting', avoid };
}

const avoidedAtMost = 20;
