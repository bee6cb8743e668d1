import type { Language } from '../../frontdesk';
import type { E164 } from '../../phone';
import { takeOffDuty } from '../provider-state';
import type { ProviderState } from '../states';

/** What a roster command comes to, and what is to be written; without `next` all stays as it is. */
export interface Decision<Outcome extends string = RosterOutcome> {
  outcome: Outcome;
  next?: ProviderState;
}

export type SubscribeOutcome = 'subscribed' | 'already-subscribed' | 'pending' | 'already-pending';
export type UnsubscribeOutcome = 'unsubscribed' | 'unsubscribed-after-session' | 'withdrawn' | 'not-subscribed';
export type ApproveOutcome = 'approved' | 'already-approved';
export type DenyOutcome = 'denied' | 'denied-pending' | 'already-denied' | 'unknown';
export type NameOutcome = 'named' | 'not-a-provider';
export type RosterOutcome = SubscribeOutcome | UnsubscribeOutcome | ApproveOutcome | DenyOutcome | NameOutcome;

/** Whom a command is about, who gives it and when. */
export interface Occasion {
  number: E164;
  language: Language;
  by: E164;
  byAdmin: boolean;
  nowMs: number;
}

const HOUR_MS = 60 * 60_000;

/** How often admins are texted about one subscriber. */
export const announcements = { atMost: 3, perMs: 24 * HOUR_MS, againAfterMs: 24 * HOUR_MS } as const;

const newcomer = ({ number, language }: Occasion): ProviderState => ({
  number,
  language,
  approval: 'none',
  subscribed: false,
  duty: 'off',
});

export function subscribe(known: ProviderState | undefined, occasion: Occasion): Decision<SubscribeOutcome> {
  const { nowMs, language, byAdmin, by } = occasion;
  const state = known ?? newcomer(occasion);
  if (state.approval === 'approved') {
    if (state.subscribed) return { outcome: 'already-subscribed' };
    return { outcome: 'subscribed', next: { ...state, language, subscribed: true } };
  }
  // An admin could approve themself anyway.
  if (byAdmin) {
    const next = { ...state, language, approval: 'approved' as const, subscribed: true };
    return { outcome: 'subscribed', next: { ...next, decidedBy: by, decidedAtMs: nowMs } };
  }
  const asked = (state.askedAtMs ?? []).filter((atMs) => atMs > nowMs - announcements.perMs);
  if (state.approval === 'pending') {
    const silentSinceMs = state.adminsToldAtMs ?? state.notice?.atMs ?? nowMs;
    if (nowMs - silentSinceMs < announcements.againAfterMs) return { outcome: 'already-pending' };
  }
  const announced = asked.length < announcements.atMost;
  return {
    outcome: 'pending',
    next: {
      ...state,
      language,
      approval: 'pending',
      askedAtMs: announced ? [...asked, nowMs] : asked,
      ...(announced && { notice: { kind: 'asked', atMs: nowMs } }),
    },
  };
}

export function unsubscribe(known: ProviderState | undefined): Decision<UnsubscribeOutcome> {
  if (known?.approval === 'pending') {
    return { outcome: 'withdrawn', next: { ...known, approval: 'none', notice: undefined } };
  }
  if (!known?.subscribed) return { outcome: 'not-subscribed' };
  const next = { ...takeOffDuty(known), subscribed: false };
  return { outcome: known.duty === 'engaged' ? 'unsubscribed-after-session' : 'unsubscribed', next };
}

/** Does not subscribe again who was approved before and unsubscribed since: that was their own wish. */
export function approve(known: ProviderState | undefined, occasion: Occasion): Decision<ApproveOutcome> {
  if (known?.approval === 'approved') return { outcome: 'already-approved' };
  const { by, nowMs } = occasion;
  return {
    outcome: 'approved',
    next: {
      ...(known ?? newcomer(occasion)),
      approval: 'approved',
      subscribed: true,
      decidedBy: by,
      decidedAtMs: nowMs,
      notice: { kind: 'approved', atMs: nowMs },
    },
  };
}

/** Only who asked or was approved is told; a number that never had to do with us is not texted. */
export function deny(known: ProviderState | undefined, { by, nowMs }: Occasion): Decision<DenyOutcome> {
  if (known === undefined || known.approval === 'none') return { outcome: 'unknown' };
  if (known.approval === 'denied') return { outcome: 'already-denied' };
  return {
    outcome: known.approval === 'pending' ? 'denied-pending' : 'denied',
    next: {
      ...takeOffDuty(known),
      approval: 'denied',
      subscribed: false,
      decidedBy: by,
      decidedAtMs: nowMs,
      notice: { kind: 'denied', atMs: nowMs },
    },
  };
}

export function rename(known: ProviderState | undefined, name: string): Decision<NameOutcome> {
  if (known === undefined) return { outcome: 'not-a-provider' };
  return { outcome: 'named', next: { ...known, name } };
}
