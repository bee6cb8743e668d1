import { computed, signal } from '@preact/signals';
import { timeDigits } from '../../../src/reminders/time-digits';
import { addDays, dayIn, startOf } from '../lib/days';
import { now } from './clock';
import { phase } from './session';

// Which days of appointments are on the screen.

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
/** Their keys: from the first one, and until that of the next week. */
export const range = computed(() => ({
  from: timeDigits(startOf(day.value, timeZone.value)),
  until: timeDigits(startOf(addDays(day.value, daysShown), timeZone.value)),
}));
export const isInRange = (key: string): boolean => key >= range.value.from && key < range.value.until;

/** For what changes with the minute; by the second, a long day would be drawn anew each time. */
export const minute = computed(() => Math.floor(now.value / 60_000) * 60_000);
