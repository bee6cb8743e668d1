import { batch, effect, signal, untracked } from '@preact/signals';
import type { SyncClient, SyncMap } from 'twilio-sync';
import { canBeRestored, notDelivered } from '../../../src/reminders/moves';
import type { Reminder } from '../../../src/reminders/reminder';
import { type Items, isNewer } from '../lib/items';
import { type Appointment, inOrder, needsHelp } from '../lib/reminders';
import { nowMs } from './clock';
import { isInRange, range } from './reminder-days';
import { onSignOut } from './session';
import { activity, reminders } from './tables';
import { say } from './toast';
import { readKeys, watchItems } from './watch';

// However many reminders there are: only the days on the screen are read, as a range of the Map, and what changes comes by itself.

/** More than these of a week are not for looking at. */
const mostShown = 3000;
/** The days hold more than is shown. */
export const isCut = signal(false);

export const openReminder = signal<string | undefined>(undefined);
export const isFormOpen = signal(false);

/** Of the connection that stands. */
let map: SyncMap | undefined;
export const remindersMap = (): SyncMap | undefined => map;

let reading = 0;

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
    reminders.loading.value = { kind: 'failed', why: reasonOf(error) };
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
      reminders.loading.value = { kind: 'failed', why: reasonOf(error) };
    }
    throw error;
  }
}

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** None, if it is not there any more. */
const readOne = async (from: SyncMap, key: string): Promise<readonly Appointment[]> =>
  (await readKeys<Reminder>(from, { from: key, until: `${key}0`, atMost: 1 })).items;

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
    const items = await readOne(from, key).catch((error: unknown) => {
      lookedFor.delete(key);
      throw error;
    });
    if (map !== from) return;
    for (const item of items) if (needsHelp(item.data, nowMs())) reminders.put(item);
  }
}

/** Opens the drawer of one that may be on no day that is shown, or comes in a moment. */
export async function showReminder(key: string, { comes = false }: { comes?: boolean } = {}): Promise<void> {
  openReminder.value = key;
  if (reminders.items.value.has(key) || map === undefined) return;
  const items = await readOne(map, key).catch((error: unknown) => {
    say({ words: `Cannot read the appointment: ${reasonOf(error)}`, isProblem: true });
    return undefined;
  });
  if (items === undefined) return;
  for (const item of items) reminders.put(item);
  if (items.length === 0 && openReminder.value === key && !comes) {
    openReminder.value = undefined;
    say({ words: 'There is no such appointment any more.', isProblem: true });
  }
}

/** Reads other days when others are chosen, and what failed wherever it is. */
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
}

onSignOut(() => {
  map = undefined;
  reading += 1;
  openReminder.value = undefined;
  isFormOpen.value = false;
});
