import { computed, signal } from '@preact/signals';
import { dayOf } from '../../lib/times';
import type { ClockState } from '../control';

interface Reading {
  readonly atMs: number;
  readonly isFrozen: boolean;
  readonly takenMs: number; // by performance.now()
}
const reading = signal<Reading | undefined>(undefined);
const tick = signal(0);
export const isMoving = signal(false);
export const isFrozen = computed(() => reading.value?.isFrozen ?? false);
/** The emulator's time; undefined until it has told it. */
export const nowMs = computed(() => {
  tick.value;
  const taken = reading.value;
  if (taken === undefined) return undefined;
  return taken.isFrozen ? taken.atMs : taken.atMs + performance.now() - taken.takenMs;
});

/** Changes with the emulator's day: what shows days reads it, and is not drawn anew each second. */
export const today = computed(() => (nowMs.value === undefined ? '' : dayOf(nowMs.value)));

export function readClock({ now, frozen }: ClockState): void {
  reading.value = {
    atMs: Date.parse(now),
    isFrozen: frozen ?? reading.peek()?.isFrozen ?? false,
    takenMs: performance.now(),
  };
}

const tickMs = 500;

export const startTicking = (): void => {
  setInterval(() => {
    tick.value += 1;
  }, tickMs);
};
