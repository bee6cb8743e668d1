import { batch, computed, effect, signal } from '@preact/signals';
import type { FoundReminders } from '../../../src/desk/contract';
import type { Reminder } from '../../../src/reminders/reminder';
import { type Items, withItem } from '../lib/items';
import { type Appointment, digitsIn, inOrder, isFound, isShown } from '../lib/reminders';
import { post } from './api';
import { range } from './reminder-days';
import { failures, onShownDays, shownReminders } from './reminder-presses';
import { remindersMap } from './reminders';
import { onSignOut, signedOut } from './session';
import { say } from './toast';
import { readKeys } from './watch';

// The days on the screen at once; a whole number everywhere; a name further on when it is asked for.

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

/** Looks elsewhere for what is searched. */
export function startReminderSearch(): void {
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

function putFound(items: readonly Appointment[]): void {
  let next = foundElsewhere.value;
  for (const item of items) next = withItem(next, item);
  foundElsewhere.value = next;
}

async function findPhone(phone: string): Promise<void> {
  const answer = await post<FoundReminders>('reminders/find', { phone });
  if (search.value.trim() !== phone) return;
  if (answer.ok) {
    putFound(answer.body.reminders);
    return;
  }
  say({ words: `Only these days were searched: ${answer.failure.message}`, isProblem: true });
  if (answer.status === 401) signedOut(answer.failure.message);
}

/** So many are looked through at a time. */
const lookedAtATime = 500;

/** Looks through the appointments after those that were looked at. */
export async function searchFurther(): Promise<void> {
  const text = search.value;
  const from = searchedUntil.value;
  const map = remindersMap();
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

onSignOut(() => {
  search.value = '';
  foundElsewhere.value = new Map();
});
