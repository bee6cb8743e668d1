import { batch, computed, signal } from '@preact/signals';
import type { ReminderAnswer } from '../../../src/desk/contract';
import { canBeRestored, resendOf, undoMinutes } from '../../../src/reminders/moves';
import type { Reminder } from '../../../src/reminders/reminder';
import type { Items } from '../lib/items';
import { inOrder, nameOf, needsHelp } from '../lib/reminders';
import { newActionId, post } from './api';
import { now, nowMs } from './clock';
import { isInRange, minute } from './reminder-days';
import { onSignOut, signedOut } from './session';
import { reminders } from './tables';
import { say } from './toast';

// The appointments as they are shown: with what was pressed and is not answered yet.

const foreseen = signal<ReadonlyMap<string, (reminder: Reminder) => Reminder>>(new Map());

export const shownReminders = computed<Items<Reminder>>(() => {
  if (foreseen.value.size === 0) return reminders.items.value;
  const shown = new Map(reminders.items.value);
  for (const [key, change] of foreseen.value) {
    const item = shown.get(key);
    if (item) shown.set(key, { ...item, data: change(item.data) });
  }
  return shown;
});

const ordered = computed(() => inOrder(shownReminders.value.values()));
export const onShownDays = computed(() => ordered.value.filter(({ key }) => isInRange(key)));
export const failures = computed(() => ordered.value.filter(({ data }) => needsHelp(data, minute.value)));
export const cancelledJustNow = computed(() =>
  [...shownReminders.value.values()].filter(({ data }) => canBeRestored(data, now.value)),
);

export const troubles = signal<ReadonlyMap<string, string>>(new Map());

export function setTrouble(key: string, why: string | undefined): void {
  const next = new Map(troubles.value);
  if (why === undefined) next.delete(key);
  else next.set(key, why);
  troubles.value = next;
}

interface Press {
  path: 'cancel' | 'restore' | 'resend';
  change: (reminder: Reminder) => Reminder;
  done: string;
  undo?: () => void;
}

async function press(key: string, { path, change, done, undo }: Press): Promise<void> {
  const item = reminders.items.value.get(key);
  if (item === undefined || foreseen.value.has(key)) return;
  const name = nameOf(item.data);
  setTrouble(key, undefined);
  foreseen.value = new Map(foreseen.value).set(key, change);
  say({ words: `${name}: ${done}`, undo });
  const answer = await post<ReminderAnswer>(`reminders/${path}`, { actionId: newActionId(), id: key });
  batch(() => {
    const rest = new Map(foreseen.value);
    rest.delete(key);
    foreseen.value = rest;
    const newer = answer.ok ? answer.body.reminder : answer.failure.reminder;
    if (newer !== undefined) reminders.put(newer);
    setTrouble(key, answer.ok ? answer.body.warning : answer.failure.message);
  });
  if (answer.ok) return;
  say({ words: `${name}: ${answer.failure.message}`, isProblem: true });
  if (answer.status === 401) signedOut(answer.failure.message);
}

export const cancelReminder = (key: string): Promise<void> =>
  press(key, {
    path: 'cancel',
    change: (reminder) => ({ ...reminder, deleted: true, undoUntilMs: nowMs() + undoMinutes * 60_000 }),
    done: 'cancelled',
    undo: () => void restoreReminder(key),
  });

export const restoreReminder = (key: string): Promise<void> =>
  press(key, {
    path: 'restore',
    change: ({ deleted, undoUntilMs, ...reminder }) => reminder,
    done: 'is on again',
  });

export const resendReminder = (key: string): Promise<void> =>
  press(key, {
    path: 'resend',
    change: (reminder) => {
      const resend = resendOf(reminder, nowMs());
      return resend.kind === 'send' ? resend.next : reminder;
    },
    done: 'sent again',
  });

onSignOut(() => {
  troubles.value = new Map();
});
