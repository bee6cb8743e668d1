import type { Reminder, ReminderText } from '../../../src/reminders/reminder';
import { lastTried, type ShownState, stateOf } from '../../../src/reminders/standing';
import { dayIn } from './days';
import type { Item } from './items';
import { errorOf, maskedNumber } from './words';

export type Appointment = Item<Reminder>;

export const stateWords: Readonly<Record<ShownState, string>> = {
  waiting: 'waiting',
  scheduled: 'scheduled',
  sent: 'sent',
  delivered: 'delivered',
  confirmed: 'confirmed',
  declined: 'declined',
  failed: 'not delivered',
  canceled: 'no text',
};

/** What stands on a card; why, where it failed. */
export function standingOf(reminder: Reminder): { state: ShownState; words: string } {
  const state = stateOf(reminder);
  if (state === 'failed') return { state, words: `${stateWords.failed}: ${errorOf(lastTried(reminder)?.code)}` };
  if (state === 'canceled' && reminder.optedOutMs !== undefined) return { state, words: 'has texted STOP' };
  return { state, words: stateWords[state] };
}

/** Of the texts of one reminder: 'handing' is a matter of seconds, and nobody's business. */
export const textWords: Readonly<Record<ReminderText['state'], string>> = {
  waiting: 'waiting',
  handing: 'sending',
  scheduled: 'scheduled',
  sent: 'sent',
  delivered: 'delivered',
  failed: 'not delivered',
  canceled: 'taken back',
  skipped: 'left out',
};

export const nameOf = ({ participant, contact }: Reminder): string => participant ?? maskedNumber(contact);

/** Neither cancelled, nor moved away, nor still being made. */
export const isShown = ({ deleted, moved, draft }: Reminder): boolean => !deleted && moved === undefined && !draft;

/** It is still ahead, and its phone has not heard of it. */
export const needsHelp = (reminder: Reminder, nowMs: number): boolean =>
  isShown(reminder) && reminder.appointmentMs > nowMs && stateOf(reminder) === 'failed';

const byTime = (one: Appointment, other: Appointment): number =>
  one.data.appointmentMs - other.data.appointmentMs || (one.key < other.key ? -1 : 1);

export const inOrder = (items: Iterable<Appointment>): readonly Appointment[] =>
  [...items].filter(({ data }) => isShown(data)).sort(byTime);

const plain = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '')
    .toLowerCase();

/** The digits of what was typed, if it is a number or a part of one. */
export const digitsIn = (search: string): string | undefined =>
  /^[\d\s().+-]+$/.test(search) && /\d{3}/.test(search.replace(/\D/g, '')) ? search.replace(/\D/g, '') : undefined;

/** Whether a search for a name, a place or digits of a phone means this one. */
export function isFound({ participant, location, contact }: Reminder, search: string): boolean {
  const wanted = plain(search.trim());
  if (wanted === '') return true;
  if ([participant, location].some((text) => text !== undefined && plain(text).includes(wanted))) return true;
  const digits = digitsIn(search);
  return digits !== undefined && contact.includes(digits);
}

export type TimelineEntry =
  | { kind: 'appointment'; item: Appointment; isFirstOfHour: boolean }
  | { kind: 'gap'; fromMs: number; untilMs: number }
  | { kind: 'now'; nextMs: number | undefined };

const hourMs = 60 * 60_000;
/** So long without an appointment is worth saying. */
const gapMs = 2 * hourMs;

/** A day's appointments with its gaps, and a line where we are; `nowMs` is undefined on other days. */
export function timelineOf(items: readonly Appointment[], nowMs: number | undefined): readonly TimelineEntry[] {
  const entries: TimelineEntry[] = [];
  let isNowDue = nowMs !== undefined;
  let lastMs: number | undefined;
  for (const item of items) {
    const ms = item.data.appointmentMs;
    if (isNowDue && nowMs !== undefined && nowMs < ms) {
      entries.push({ kind: 'now', nextMs: ms });
      isNowDue = false;
    } else if (lastMs !== undefined && ms - lastMs >= gapMs) {
      entries.push({ kind: 'gap', fromMs: lastMs, untilMs: ms });
    }
    const isFirstOfHour = lastMs === undefined || Math.floor(lastMs / hourMs) !== Math.floor(ms / hourMs);
    entries.push({ kind: 'appointment', item, isFirstOfHour });
    lastMs = ms;
  }
  if (isNowDue) entries.push({ kind: 'now', nextMs: undefined });
  return entries;
}

export interface Day {
  readonly day: string;
  readonly items: readonly Appointment[];
}

/** Days with what is on them; the days that were asked for are there when they are empty, too. */
export function byDay(items: readonly Appointment[], timeZone: string, days: readonly string[] = []): readonly Day[] {
  const found = new Map<string, Appointment[]>(days.map((day) => [day, []]));
  for (const item of items) {
    const day = dayIn(item.data.appointmentMs, timeZone);
    const known = found.get(day);
    if (known === undefined) found.set(day, [item]);
    else known.push(item);
  }
  return [...found].sort(([one], [other]) => (one < other ? -1 : 1)).map(([day, all]) => ({ day, items: all }));
}

const countedStates = ['confirmed', 'declined', 'failed'] as const;

/** '8 confirmed · 1 not delivered': what is worth knowing of a day. */
export function countsOf(items: readonly Appointment[]): string {
  const states = items.map(({ data }) => stateOf(data));
  return countedStates
    .map((state) => ({ state, count: states.filter((each) => each === state).length }))
    .filter(({ count }) => count > 0)
    .map(({ state, count }) => `${count} ${stateWords[state]}`)
    .join(' · ');
}

/** '2 d before', '4 h before'; what staff had sent has no hours. */
export function windowWords({ hoursBefore, again }: Pick<ReminderText, 'hoursBefore' | 'again'>): string {
  if (again) return 'sent again';
  return `${hoursWords(hoursBefore)} before`;
}

export const hoursWords = (hours: number): string =>
  hours >= 48 && hours % 24 === 0 ? `${hours / 24} days` : hours === 24 ? '1 day' : `${hours} h`;
