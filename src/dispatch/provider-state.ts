import type { E164 } from '../phone';
import type { ProviderState } from './states';
import { minuteMs } from './timing';

/** How many answered texts are remembered: retries come within seconds. */
const answersKept = 5;

export const isEligible = (provider: ProviderState): boolean => provider.approval === 'approved' && provider.subscribed;

export const isAvailable = (provider: ProviderState | undefined): provider is ProviderState & { duty: 'available' } =>
  provider !== undefined && provider.duty === 'available' && isEligible(provider);

/** In a session, or claimed for one, whose time is not over. */
export const isEngaged = (
  provider: ProviderState | undefined,
  nowMs: number,
  serviceMinutes: number,
): provider is ProviderState & { engagement: NonNullable<ProviderState['engagement']> } =>
  provider?.duty === 'engaged' &&
  provider.engagement !== undefined &&
  nowMs - provider.engagement.atMs <= serviceMinutes * minuteMs;

export const isEngagedFor = (provider: ProviderState | undefined, key: string): provider is ProviderState =>
  provider?.duty === 'engaged' && provider.engagement?.key === key;

/** Claimed for a request. */
export const engaged = (provider: ProviderState, key: string, receiver: E164, atMs: number): ProviderState => ({
  ...provider,
  duty: 'engaged',
  engagement: { key, receiver, atMs },
  offAfter: undefined,
});

/** Out of the engagement: into the pool again with the old place in it, unless they said meanwhile that they stay off. */
export function freed(provider: ProviderState, to: 'available' | 'off'): ProviderState {
  const stays = to === 'available' && provider.offAfter !== true && isEligible(provider);
  return { ...provider, duty: stays ? 'available' : 'off', engagement: undefined, offAfter: undefined };
}

/**
 * What to write, in the same write that unsubscribes or denies a provider, so that they are never matched from then on. A session
 * that has begun goes on, and leaves them off duty.
 */
export function takeOffDuty(provider: ProviderState): ProviderState {
  if (provider.duty === 'engaged') return { ...provider, offAfter: true };
  return { ...provider, duty: 'off' };
}

/** The outcome that this text had, when it was answered before. */
export const answerTo = (provider: ProviderState | undefined, messageSid: string): string | undefined =>
  provider?.answered?.find((answer) => answer.messageSid === messageSid)?.outcome;

export const withAnswer = (provider: ProviderState, messageSid: string, outcome: string): ProviderState => ({
  ...provider,
  answered: [
    { messageSid, outcome },
    ...(provider.answered ?? []).filter((answer) => answer.messageSid !== messageSid),
  ].slice(0, answersKept),
});
