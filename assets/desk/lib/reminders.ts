import type { Reminder } from '../../../src/reminders/reminder';
import type { Item, Items } from './items';

export type ReminderState = 'failed' | 'yes' | 'no' | 'delivered' | 'sent' | 'planned' | 'stopped';

export const reminderWords: Readonly<Record<ReminderState, string>> = {
  failed: 'not delivered',
  yes: 'said Yes',
  no: 'said No',
  delivered: 'reminded',
  sent: 'text sent',
  planned: 'will be reminded',
  stopped: 'opted out',
};

/** How an appointment stands, the most telling thing first. */
export function reminderStateOf({ answer, optedOutMs, texts }: Reminder): ReminderState {
  if (answer !== undefined) return answer.answer;
  if (optedOutMs !== undefined) return 'stopped';
  const newest = texts.filter(({ state }) => ['sent', 'delivered', 'failed'].includes(state)).at(-1);
  if (newest?.state === 'failed') return 'failed';
  if (newest?.state === 'delivered') return 'delivered';
  return newest === undefined ? 'planned' : 'sent';
}

const pastShownMs = 12 * 60 * 60 * 1000;

/** What is to come, in order of time, and what failed on top. */
export function upcomingOf(items: Items<Reminder>, nowMs: number): readonly Item<Reminder>[] {
  const failedFirst = (item: Item<Reminder>) => (reminderStateOf(item.data) === 'failed' ? 0 : 1);
  return [...items.values()]
    .filter(({ data }) => !data.deleted && data.moved === undefined && data.appointmentMs > nowMs - pastShownMs)
    .sort((one, other) => failedFirst(one) - failedFirst(other) || one.data.appointmentMs - other.data.appointmentMs);
}
