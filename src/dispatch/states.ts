import type { Language, Meeting } from '../frontdesk';
import type { E164 } from '../phone';

// The truth is in Documents, changed by revision only: `provider.<digits>` and `request.<digits>`.

export type Approval = 'none' | 'pending' | 'approved' | 'denied';

/** Who a claimed provider was claimed for. */
export interface Engagement {
  /** Of the request. */
  key: string;
  receiver: E164;
  /** When they were claimed, which is when their time with the receiver starts. */
  atMs: number;
}

/** Document `provider.<digits>`. Matching changes `duty` and what stands under it; the roster commands change the rest. */
export interface ProviderState {
  number: E164;
  language: Language;
  /** What admins and receivers see, by `!name`. */
  name?: string;
  /** A meeting link of their own. */
  room?: string;
  approval: Approval;
  subscribed: boolean;
  /** The texts whose effect on the roster is in here, and what each was answered, newest first: a retry hears the same. */
  answered?: readonly AnsweredText[];
  /** Who approved or denied, when; for the second admin. */
  decidedBy?: E164;
  decidedAtMs?: number;
  /** When the admins were told about this pending subscriber. */
  adminsToldAtMs?: number;
  /** When they asked to be approved, oldest first: who asks too often is listed, but no longer announced. */
  askedAtMs?: readonly number[];
  /** What somebody must still hear about the roster; gone when they did. Whoever finds it finishes it. */
  notice?: RosterNotice;

  duty: 'off' | 'available' | 'engaged';
  /** When they became available; the longest idle is asked first. Kept when a claim leads to nothing. */
  sinceMs?: number;
  /** Of the `!available` that made them available. */
  availableSid?: string;
  /** While engaged. */
  engagement?: Engagement;
  /** While engaged: they go off duty afterwards, whatever ends the session (`!unavailable` and `!unsubscribe` say so). */
  offAfter?: boolean;
}

/** What two people are told, as it was worded when it was decided. */
export interface Words {
  provider?: string;
  receiver?: string;
}

export interface RosterNotice {
  /** 'asked' goes to every admin, the decisions go to the provider. */
  kind: 'asked' | 'approved' | 'denied';
  atMs: number;
  /** What they are told, by language; worded when it was decided. */
  words?: Readonly<Partial<Record<Language, string>>>;
}

export interface AnsweredText {
  messageSid: string;
  outcome: string;
}

/** What tells a match: to the provider, to the receiver. */
export const matchTexts = ['invitation', 'connected'] as const;
export type MatchText = (typeof matchTexts)[number];

export type SessionEnd = 'receiver' | 'provider' | 'done' | 'time' | 'unreachable' | 'trouble';
/** They were still in line when the front desk closed, or had waited for too long. */
export type WaitEnd = 'closed' | 'waited';
export type RequestEnd = SessionEnd | WaitEnd;

/** Document `request.<digits>`: the newest request of one phone. */
export interface RequestState {
  receiver: E164;
  language: Language;
  /** Of its intent in the waiting list: when it came (ms, padded), and the MessageSid. In order of arrival. */
  key: string;
  messageSid: string;
  atMs: number;
  state: 'waiting' | 'matched' | 'cancelled' | 'done';
  /** Of the requests before this one, the newest first: a late retry asks for nothing new. */
  earlierSids?: readonly string[];
  /** Requests of this day (UTC, '2026-11-21') so far, this one included. */
  day: string;
  countOfDay: number;

  /** From 'matched' on. */
  provider?: E164;
  providerLanguage?: Language;
  providerName?: string;
  meeting?: Meeting;
  matchedAtMs?: number;
  /** Both have been texted. */
  told?: boolean;
  /** Until both know of the match, and then of its end: what they are told. */
  words?: Words;
  /** The texts of the match that Twilio took, and whose arrival nobody has asked for: their MessageSids. */
  sentTexts?: Readonly<Partial<Record<MatchText, string>>>;

  /** From 'cancelled' or 'done' on. */
  endedBy?: RequestEnd;
  endedAtMs?: number;
  /** Of the text that ended it; a new request keeps the one of the request before, so that a late retry ends nothing. */
  endSid?: string;
  /** The provider is free of it, and whoever was in it knows that it is over. */
  freed?: boolean;

  /** The `!available` (MessageSid) of each provider whom no invitation reached: not asked again until they text anew. */
  avoid?: readonly string[];
}

// Maps are for finding, never for deciding.

/** Map `pool`: who may be available. With a revision it is a copy of the Document as it was then, so a claim needs no read. */
export interface PoolHint {
  sinceMs: number;
  revision?: string;
  provider: ProviderState;
}

/** Map `waiting`: what somebody has begun and somebody must finish. */
export type Intent =
  | { kind: 'request'; key: string; receiver: E164; language: Language; messageSid: string; atMs: number }
  | { kind: 'end'; key: string; receiver: E164; provider: E164; by: SessionEnd; atMs: number }
  | { kind: 'pass-on'; key: string; receiver: E164; provider: E164; atMs: number; words?: string };

/** Map `roster`, by digits: everybody who ever asked to be a provider, for listing and repair. Written before the Document. */
export interface RosterItem {
  number: E164;
  name?: string;
  approval: Approval;
  subscribed: boolean;
}

/** Map `sessions`, by the request's key, with a TTL: what the desk shows. */
export interface SessionItem {
  provider: E164;
  providerName?: string;
  receiver: E164;
  startedAtMs: number;
  endsAtMs: number;
}

export const documents = {
  provider: (digits: string) => `provider.${digits}`,
  request: (digits: string) => `request.${digits}`,
  dispatchTick: 'dispatch.tick',
} as const;

/**
 * So long after it was made or matched, a request is remembered: for the requests of a day, for a late 0, for retries. Nobody waits or talks
 * that long.
 */
export const requestTtlSeconds = 7 * 24 * 60 * 60;

export const rosterMap = 'roster';
export const sessionsMap = 'sessions';
