import type { Frontdesk } from '../frontdesk';
import { type SessionItem, sessionsMap } from './states';
import type { MatchedRequest } from './tell';
import { minuteMs } from './timing';

/** The desk shows a session a little longer than it lasts. */
const shownAfterSeconds = 10 * 60;

/** What the desk shows is not worth a failed command. */
const shownAtBest = async (frontdesk: Frontdesk, work: Promise<unknown>): Promise<void> => {
  await work.catch((error: unknown) => frontdesk.log('session.not-shown', { error }));
};

/** Puts a session on the desk. */
export const showSession = (frontdesk: Frontdesk, request: MatchedRequest): Promise<void> => {
  const { serviceMinutes } = frontdesk.config;
  const item: SessionItem = {
    provider: request.provider,
    providerName: request.providerName,
    receiver: request.receiver,
    startedAtMs: request.matchedAtMs,
    endsAtMs: request.matchedAtMs + serviceMinutes * minuteMs,
  };
  return shownAtBest(
    frontdesk,
    frontdesk.store.putItem(sessionsMap, request.key, item, { ttlSeconds: serviceMinutes * 60 + shownAfterSeconds }),
  );
};

/** Takes a session off the desk. */
export const hideSession = (frontdesk: Frontdesk, key: string): Promise<void> =>
  shownAtBest(frontdesk, frontdesk.store.removeItem(sessionsMap, key));
