import { failureOf } from './delivery-errors';
import type { Reminder, ReminderText } from './reminder';

/** What a reminder is at, as it is listed and filtered. */
export const shownStates = [
  'waiting',
  'scheduled',
  'sent',
  'delivered',
  'confirmed',
  'declined',
  'failed',
  'canceled',
] as const;
export type ShownState = (typeof shownStates)[number];

/** It waits because its number is taken for dead. */
const isHeld = ({ state, code }: ReminderText): boolean => state === 'waiting' && failureOf(code) === 'neverTextAgain';

const hasTried = (text: ReminderText): boolean => ['sent', 'delivered', 'failed'].includes(text.state) || isHeld(text);

/** The last of its texts that was tried, or need not be: a later one that arrived makes up for one that failed. */
export const lastTried = ({ texts }: Pick<Reminder, 'texts'>): ReminderText | undefined =>
  texts
    .filter(hasTried)
    .reduce<ReminderText | undefined>(
      (last, text) => (last === undefined || text.dueMs >= last.dueMs ? text : last),
      undefined,
    );

export function stateOf(reminder: Reminder): ShownState {
  if (reminder.answer) return reminder.answer.answer === 'yes' ? 'confirmed' : 'declined';
  const last = lastTried(reminder);
  const tried = last?.state;
  if (last !== undefined && (tried === 'failed' || isHeld(last))) return 'failed';
  if (reminder.optedOutMs !== undefined) return 'canceled';
  if (tried === 'delivered' || tried === 'sent') return tried;
  const all = reminder.texts.map(({ state }) => state);
  if (all.includes('scheduled')) return 'scheduled';
  return all.includes('waiting') || all.includes('handing') ? 'waiting' : 'canceled';
}
