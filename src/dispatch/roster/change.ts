import type { Frontdesk } from '../../frontdesk';
import { digitsOf, type E164 } from '../../phone';
import { conflict, type Versioned, writeDocument } from '../../twilio/sync-store';
import { answerTo, withAnswer } from '../provider-state';
import { documents, type ProviderState, type RosterItem, rosterMap } from '../states';
import type { Decision } from './decisions';

export type KnownProvider = Versioned<ProviderState> | undefined;

export const readProvider = ({ store }: Frontdesk, number: E164): Promise<KnownProvider> =>
  store.readDocument<ProviderState>(documents.provider(digitsOf(number)));

export const rosterItemOf = ({ number, name, approval, subscribed }: ProviderState): RosterItem => ({
  number,
  name,
  approval,
  subscribed,
});

/** Lists a provider as they are. */
export async function list({ store }: Frontdesk, state: ProviderState): Promise<void> {
  await store.putItem(rosterMap, digitsOf(state.number), rosterItemOf(state), { likely: 'known' });
}

const ATTEMPTS = 6;

export interface Change<Outcome extends string> {
  outcome: Outcome;
  /** As it is now. */
  provider: KnownProvider;
  /** As it was; the same as `provider` when nothing was written. */
  before: KnownProvider;
  /** This very text had its effect already: what came after it may not have been finished. */
  again: boolean;
}

/**
 * Reads, decides and writes by revision, until no other write comes in between. The text's outcome is kept in the same write, so that a retry
 * of it finds it. A newcomer is listed before they are recorded: what can be listed can be repaired.
 */
export async function changeProvider<Outcome extends string>(
  frontdesk: Frontdesk,
  number: E164,
  messageSid: string,
  decide: (known: ProviderState | undefined) => Decision<Outcome>,
): Promise<Change<Outcome>> {
  const { store } = frontdesk;
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const before = await readProvider(frontdesk, number);
    const earlier = answerTo(before?.data, messageSid);
    if (earlier !== undefined) return { outcome: earlier as Outcome, provider: before, before, again: true };
    const { outcome, next } = decide(before?.data);
    if (next === undefined) return { outcome, provider: before, before, again: false };
    if (before === undefined) {
      await store.putItem(rosterMap, digitsOf(number), rosterItemOf(next), { likely: 'new' });
    }
    const data = withAnswer(next, messageSid, outcome);
    const written = await writeDocument(store, documents.provider(digitsOf(number)), before, data);
    if (written !== conflict) return { outcome, provider: written, before, again: false };
  }
  throw new Error(`${documents.provider(digitsOf(number))} was written by others ${ATTEMPTS} times in a row`);
}
