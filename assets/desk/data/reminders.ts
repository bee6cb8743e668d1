import { batch, computed, effect, signal, untracked } from '@preact/signals';
import type { SyncClient, SyncMap } from 'twilio-sync';
import type { FoundReminders, ReminderAnswer, ReminderItem } from '../../../src/desk/contract';
import { canBeRestored, notDelivered, resendOf, undoMinutes } from '../../../src/reminders/moves';
import type { Reminder } from '../../../src/reminders/reminder';
import { timeDigits } from '../../../src/reminders/time-digits';
import { addDays, dayIn, startOf } from '../lib/days';
import { type Items, isNewer, withItem } from '../lib/items';
import { type Appointment, digitsIn, inOrder, isFound, isShown, nameOf, needsHelp } from '../lib/reminders';
import { post } from './api';
import { now, nowMs } from './clock';
import { phase, signedOut } from './desk';
import { newActionId } from './orders';
import { activity, reminders } from './tables';
import { say } from './toast';
import { readKeys, watchItems } from './watch';

// However many reminders there are: only the days on the screen are read, as a range of the Map, and what changes comes by itself.

const browserZone = Intl.DateTimeFormat().resolvedOptions().timeZone;
export const timeZone = computed(() =>
  phase.value.kind === 'open' ? (phase.value.session.settings.timeZone ?? browserZone) : browserZone,
);
export const viewer = computed(() => ({ timeZone: timeZone.value }));
export const today = computed(() => dayIn(now.value, timeZone.value));

/** undefined: today, also after midnight. */
const chosenDay = signal<string | undefined>(undefined);
export const day = computed(() => chosenDay.value ?? today.value);
export const chooseDay = (chosen: string): void => {
  chosenDay.value = chosen === today.value ? undefined : chosen;
};

const daysShown = 7;
export const days = computed(() => Array.from({ length: daysShown }, (_, at) => addDays(day.value, at)));
const range = computed(() => ({
  from: timeDigits(startOf(day.value, timeZone.value)),
  until: timeDigits(startOf(addDays(day.value, daysShown), timeZone.value)),
}));

/** More than these of a week are not for looking at. */
const mostShown = 3000;
/** The days hold more than is shown. */
export const isCut = signal(false);

let map: SyncMap | undefined;
let reading = 0;

const isInRange = (key: string): boolean => key >= range.value.from && key < range.value.until;
const isKept = ({ key, data }: Appointment): boolean =>
  key === openReminder.value || needsHelp(data, nowMs()) || canBeRestored(data, nowMs());

/** Together with what was read, where it is newer, and not gone since. */
function withAll(items: Items<Reminder>, read: readonly Appointment[]): Items<Reminder> {
  const all = new Map(items);
  for (const item of read) {
    const known = all.get(item.key);
    if (gone.has(item.key) || (known !== undefined && !isNewer(item.revision, known.revision))) continue;
    all.set(item.key, item);
  }
  return all;
}

/** Reads the days on the screen; what is not on it any more is forgotten. */
async function readDays(from: SyncMap): Promise<void> {
  reading += 1;
  const mine = reading;
  const { from: first, until } = range.value;
  if (inOrder(reminders.items.value.values()).every(({ key }) => !isInRange(key))) {
    reminders.loading.value = { kind: 'loading' };
  }
  try {
    // The first day shows while the others are still being read
    const read = await readKeys<Reminder>(from, { from: first, until, atMost: mostShown }, (items) => {
      if (mine === reading) reminders.items.value = withAll(reminders.items.value, items);
    });
    if (mine !== reading) return;
    batch(() => {
      const kept = [...reminders.items.value.values()].filter((item) => isInRange(item.key) || isKept(item));
      const items = withAll(new Map(kept.map((item) => [item.key, item])), read.items);
      const keys = new Set(read.items.map(({ key }) => key));
      // What was read before and is not there now has gone
      const isLeft = (key: string) => !isInRange(key) || keys.has(key) || news.has(key) || read.isCut;
      reminders.items.value = new Map([...items].filter(([key]) => isLeft(key)));
      reminders.loading.value = { kind: 'loaded' };
      isCut.value = read.isCut;
      news.clear();
      gone.clear();
    });
  } catch (error) {
    if (mine !== reading) return;
    reminders.loading.value = { kind: 'failed', why: error instanceof Error ? error.message : String(error) };
  }
}

/** What came and went by itself while the days were being read. */
const news = new Set<string>();
const gone = new Set<string>();

/** Opens the Map of a new connection. */
export async function watchReminders(client: SyncClient, isCurrent: () => boolean): Promise<void> {
  try {
    const opened = await client.map({ id: 'reminders', mode: 'open_existing' });
    watchItems<Reminder>(opened, {
      put(item) {
        if (!isCurrent()) return;
        const isKnown = reminders.items.value.has(item.key);
        if (!isKnown && !isInRange(item.key) && !isKept(item)) return;
        news.add(item.key);
        gone.delete(item.key);
        reminders.put(item);
      },
      remove(key) {
        if (!isCurrent()) return;
        news.delete(key);
        gone.add(key);
        reminders.remove(key);
      },
    });
    if (!isCurrent()) return;
    map = opened;
    lookedFor.clear();
    await Promise.all([readDays(opened), readFailures()]);
  } catch (error) {
    if (isCurrent() && reminders.loading.value.kind === 'loading') {
      reminders.loading.value = { kind: 'failed', why: error instanceof Error ? error.message : String(error) };
    }
    throw error;
  }
}

const lookedFor = new Set<string>();

/** Reminders whose text failed, on whichever day they are: the activity names them. */
async function readFailures(): Promise<void> {
  const from = map;
  if (from === undefined) return;
  const named = [...activity.items.value.values()].flatMap(({ data: { what, key } }) =>
    what === notDelivered && key !== undefined ? [key] : [],
  );
  for (const key of named) {
    if (lookedFor.has(key) || reminders.items.value.has(key)) continue;
    lookedFor.add(key);
    const { items } = await readKeys<Reminder>(from, { from: key, until: `${key}0`, atMost: 1 });
    if (map !== from) return;
    for (const item of items) if (needsHelp(item.data, nowMs())) reminders.put(item);
  }
}

// --- What was pressed and is not answered yet is shown at once

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
/** For what changes with the minute; by the second, a long day would be drawn anew each time. */
export const minute = computed(() => Math.floor(now.value / 60_000) * 60_000);
export const failures = computed(() => ordered.value.filter(({ data }) => needsHelp(data, minute.value)));
export const cancelledJustNow = computed(() =>
  [...shownReminders.value.values()].filter(({ data }) => canBeRestored(data, now.value)),
);

export const openReminder = signal<string | undefined>(undefined);
export const isFormOpen = signal(false);
export const troubles = signal<ReadonlyMap<string, string>>(new Map());

export function setTrouble(key: string, why: string | undefined): void {
  const next = new Map(troubles.value);
  if (why === undefined) next.delete(key);
  else next.set(key, why);
  troubles.value = next;
}

/** Opens the drawer of one that may be on no day that is shown, or comes in a moment. */
export async function showReminder(key: string, { comes = false }: { comes?: boolean } = {}): Promise<void> {
  openReminder.value = key;
  if (reminders.items.value.has(key) || map === undefined) return;
  const { items } = await readKeys<Reminder>(map, { from: key, until: `${key}0`, atMost: 1 });
  for (const item of items) reminders.put(item);
  if (items.length === 0 && openReminder.value === key && !comes) {
    openReminder.value = undefined;
    say({ words: 'There is no such appointment any more.', isProblem: true });
  }
}

export function putReminder(item: ReminderItem): void {
  reminders.put(item);
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

// --- Search: the days on the screen at once; a whole number everywhere; a name further on when it is asked for

export const search = signal('');
export const isSearching = computed(() => search.value.trim() !== '');
/** What was found elsewhere than on the days that are shown. */
const foundElsewhere = signal<Items<Reminder>>(new Map());
/** Until where a search for a name has looked; undefined: to the end. */
export const searchedUntil = signal<string | undefined>('');
export const isLookingFurther = signal(false);

export const found = computed(() => {
  const elsewhere = [...foundElsewhere.value.values()].map((item) => shownReminders.value.get(item.key) ?? item);
  const all = new Map([...elsewhere, ...onShownDays.value, ...failures.value].map((item) => [item.key, item]));
  return inOrder(all.values()).filter(({ data }) => isFound(data, search.value));
});

let lookup: ReturnType<typeof setTimeout> | undefined;
const lookupAfterMs = 400;
/** The digits of a number, with less nobody is meant. */
const wholeNumber = 7;

/** Reads other days when others are chosen, and looks elsewhere for what is searched. */
export function startReminders(): void {
  effect(() => {
    range.value;
    // What it reads besides changes with each page that comes
    untracked(() => void (map !== undefined && readDays(map)));
  });
  effect(() => {
    activity.items.value;
    untracked(() => void readFailures().catch(() => {}));
  });
  effect(() => {
    const text = search.value.trim();
    clearTimeout(lookup);
    foundElsewhere.value = new Map();
    searchedUntil.value = range.value.until;
    const digits = digitsIn(text);
    if (digits === undefined || digits.length < wholeNumber) return;
    lookup = setTimeout(() => void findPhone(text), lookupAfterMs);
  });
}

/** Who is signed out sees nothing of what was there. */
export function forgetReminders(): void {
  map = undefined;
  reading += 1;
  search.value = '';
  foundElsewhere.value = new Map();
  openReminder.value = undefined;
  isFormOpen.value = false;
  troubles.value = new Map();
}

function putFound(items: readonly Appointment[]): void {
  let next = foundElsewhere.value;
  for (const item of items) next = withItem(next, item);
  foundElsewhere.value = next;
}

async function findPhone(phone: string): Promise<void> {
  const answer = await post<FoundReminders>('reminders/find', { phone });
  if (answer.ok && search.value.trim() === phone) putFound(answer.body.reminders);
}

/** So many are looked through at a time. */
const lookedAtATime = 500;

/** Looks through the appointments after those that were looked at. */
export async function searchFurther(): Promise<void> {
  const text = search.value;
  const from = searchedUntil.value;
  if (map === undefined || from === undefined || isLookingFurther.value) return;
  isLookingFurther.value = true;
  try {
    const read = await readKeys<Reminder>(map, { from, until: 'g', atMost: lookedAtATime });
    if (search.value !== text) return;
    batch(() => {
      putFound(read.items.filter(({ data }) => isShown(data) && isFound(data, text)));
      searchedUntil.value = read.isCut ? `${read.items.at(-1)?.key}0` : undefined;
    });
  } catch (error) {
    say({ words: error instanceof Error ? error.message : String(error), isProblem: true });
  } finally {
    isLookingFurther.value = false;
  }
}
