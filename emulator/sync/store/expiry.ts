import type { Alarm } from '../../core/clock';
import type { World } from '../../core/world';
import { createSortedKeys, type SortedKeys } from './sorted-keys';

/** What runs out when. However much there is, one alarm is set: for the soonest. */
export interface Expiry {
  /** Takes note that `id` now runs out at `atMs`, and no longer at `wasMs`; null for never. */
  move(id: string, wasMs: number | null, atMs: number | null): void;
  /** Removes what has run out. */
  sweep(): void;
  /** Begins anew with these. */
  reset(all: Iterable<readonly [id: string, atMs: number]>): void;
}

const digits = 15; // of milliseconds: until the year 33658
const keyOf = (id: string, atMs: number) => String(atMs).padStart(digits, '0') + id;
const timeOf = (key: string) => Number(key.slice(0, digits));

export function createExpiry({ clock, causes }: Pick<World, 'clock' | 'causes'>, remove: (id: string) => void): Expiry {
  let due: SortedKeys<string> = createSortedKeys();
  let alarm: { atMs: number; alarm: Alarm } | undefined;

  const sweep = () => {
    for (let first = due.at(0); first !== undefined && timeOf(first) <= clock.now(); first = due.at(0)) {
      due.delete(first);
      remove(first.slice(digits));
    }
    arm();
  };

  const arm = () => {
    const first = due.at(0);
    const atMs = first === undefined ? undefined : timeOf(first);
    if (alarm?.atMs === atMs) return;
    alarm?.alarm.cancel();
    alarm = undefined;
    if (atMs === undefined) return;
    const ring = async () => {
      alarm = undefined;
      await causes.start('alarm', async () => sweep());
    };
    alarm = { atMs, alarm: clock.at(atMs, 'Sync TTL', ring) };
  };

  return {
    move(id, wasMs, atMs) {
      if (wasMs === atMs) return;
      if (wasMs !== null) due.delete(keyOf(id, wasMs));
      if (atMs !== null) due.add(keyOf(id, atMs));
      arm();
    },
    sweep() {
      const first = due.at(0);
      if (first !== undefined && timeOf(first) <= clock.now()) sweep();
    },
    reset(all) {
      due = createSortedKeys([...all].map(([id, atMs]) => keyOf(id, atMs)));
      alarm?.alarm.cancel();
      alarm = undefined;
      arm();
    },
  };
}
