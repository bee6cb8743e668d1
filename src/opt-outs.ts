import type { Frontdesk } from './frontdesk';
import { digitsOf, type E164 } from './phone';
import { writeDocument } from './twilio/sync-store';

/** Document `optout.<digits>`: whether we may text this phone. Twilio refuses anyway; this keeps us from trying, and from scheduling. */
export interface OptOutState {
  stopped: boolean;
  atMs: number;
  /** The text that said so, or that Twilio refused because of it. */
  messageSid: string;
}

export const optOutDocument = (number: E164): string => `optout.${digitsOf(number)}`;

export const readOptOut = async ({ store }: Frontdesk, number: E164): Promise<OptOutState | undefined> =>
  (await store.readDocument<OptOutState>(optOutDocument(number)))?.data;

export const hasOptedOut = async (frontdesk: Frontdesk, number: E164): Promise<boolean> =>
  (await readOptOut(frontdesk, number))?.stopped === true;

/** A stop is kept for good. A start only says that there is none, and is told from its own retry. */
const startTtlSeconds = 24 * 60 * 60;
const NO_TTL = 0;
const ATTEMPTS = 4;

export async function recordOptOut(
  { store, clock }: Frontdesk,
  { number, messageSid }: { number: E164; messageSid: string },
  stopped: boolean,
): Promise<void> {
  const name = optOutDocument(number);
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const known = await store.readDocument<OptOutState>(name);
    if (known?.data.messageSid === messageSid) return;
    const ttlSeconds = stopped ? NO_TTL : startTtlSeconds;
    const state: OptOutState = { stopped, atMs: clock.nowMs(), messageSid };
    const written = await writeDocument(store, name, known, state, { ttlSeconds });
    if (written !== 'conflict') return;
  }
  throw new Error(`${name} was written by others ${ATTEMPTS} times in a row`);
}
