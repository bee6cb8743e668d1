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

const hasTried = ({ state }: ReminderText): boolean => state === 'sent' || state === 'delivered' || state === 'failed';

/** The last of its texts that was tried: a later one that arrived makes up for one that failed. */
export const lastTried = ({ texts }: Pick<Reminder, 'texts'>): ReminderText | undefined =>
  texts
    .filter(hasTried)
    .reduce<ReminderText | undefined>(
      (last, text) => (last === undefined || text.dueMs >= last.dueMs ? text : last),
      undefined,
    );

export function stateOf(reminder: Reminder): ShownState {
  if (reminder.answer) return reminder.answer.answer === 'yes' ? 'confirmed' : 'declined';
  const tried = lastTried(reminder)?.state;
  if (tried === 'failed') return 'failed';
  if (reminder.optedOutMs !== undefined) return 'canceled';
  if (tried === 'delivered' || tried === 'sent') return tried;
  const all = reminder.texts.map(({ state }) => state);
  if (all.includes('scheduled')) return 'scheduled';
  return all.includes('waiting') || all.includes('handing') ? 'waiting' : 'canceled';
}
