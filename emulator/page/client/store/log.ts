import { computed, signal } from '@preact/signals';
import type { LoggedEvent } from '../../../core/world';
import { causesOf } from '../../lib/cause-tree';

/** As many lines as the emulator itself keeps. */
const logLimit = 5000;

const log: LoggedEvent[] = [];
const logVersion = signal(0);
export const logSize = computed(() => {
  logVersion.value;
  return log.length;
});
export const events = computed<readonly LoggedEvent[]>(() => {
  logVersion.value;
  return [...log];
});
export const causes = computed(() => causesOf(events.value));

/** Up to here the viewer has emptied it. */
let clearedUpToN = 0;

export function addToLog(fresh: readonly LoggedEvent[]): void {
  log.push(...fresh.filter((event) => event.n > clearedUpToN));
  if (log.length > logLimit) log.splice(0, log.length - logLimit);
  logVersion.value += 1;
}

/** Empties the page's log. The emulator's own stays: others read it. */
export function clearLog(): void {
  clearedUpToN = log.at(-1)?.n ?? clearedUpToN;
  log.length = 0;
  logVersion.value += 1;
}

/** The emulator tells it again from its first entry on; what the viewer has emptied stays so. */
export function awaitLogAnew(): void {
  log.length = 0;
}

export function forgetLog(): void {
  clearedUpToN = 0;
  log.length = 0;
  logVersion.value += 1;
}

/** What was emptied before may be another log by now. */
export function showLogWhole(): void {
  clearedUpToN = 0;
}
