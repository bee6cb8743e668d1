import { AsyncLocalStorage } from 'node:async_hooks';

/** The one time of the emulator. Everything that waits, waits on it; moving it fires what falls due, in order. */
export interface Clock {
  /** Milliseconds since the epoch, by this clock. */
  now(): number;
  /** How far this clock is ahead of the machine's, in milliseconds; undefined while it stands still (frozen, or on a move). */
  offset(): number | undefined;
  /** Calls `run` when the clock reaches `atMs` (at once, in a later turn, if it has). Same instant: in order of asking. */
  at(atMs: number, name: string, run: () => void | Promise<void>): Alarm;
  /** What is due next, soonest first. */
  due(): readonly DueAlarm[];
  /**
   * Moves to `toMs`, stopping at each alarm on the way: the clock shows its time while it runs and until `settled` resolves.
   * Backwards fires nothing. Moves that are asked for at the same time are made one after the other.
   */
  moveTo(toMs: number): Promise<void>;
  /** Stops time at the present instant; it then moves by `moveTo` alone. */
  freeze(): void;
  /** Lets time run on from the present instant. */
  run(): void;
  stop(): void;
}
export interface Alarm {
  cancel(): void;
}
export interface DueAlarm {
  readonly atMs: number;
  readonly name: string;
}

/** What only the owner of the clock may do with it. */
export interface OwnedClock extends Clock {
  /** Lets a clock that was made `held` fire its alarms. */
  release(): void;
  isFrozen(): boolean;
  /** Puts the clock to an instant without firing anything on the way, and forgets every alarm. */
  restart(atMs: number, frozen: boolean): void;
}
export interface ClockOptions {
  readonly startMs?: number; // default: the machine's time
  readonly held?: boolean; // fires nothing before `release`
  readonly onError?: (error: unknown, alarm: string) => void; // an alarm that fails does not stop the clock
}

interface Entry extends DueAlarm {
  readonly order: number;
  readonly run: () => void | Promise<void>;
}

const longestTimeoutMs = 2 ** 31 - 1;

/** @param settled resolves when everything that an alarm set off has come to rest; awaited between two alarms of a move */
export function createClock(
  settled: () => Promise<void> = async () => undefined,
  { startMs, held = false, onError = (error) => console.error(error) }: ClockOptions = {},
): OwnedClock {
  // Alarms run outside of the context they were asked for in: what they set off is not part of that cause.
  const outside = AsyncLocalStorage.snapshot();
  let offsetMs = startMs === undefined ? 0 : startMs - Date.now();
  let stoppedAtMs: number | undefined; // what the clock shows while it stands still
  let frozen = false;
  let entries: Entry[] = [];
  let order = 0;
  let timer: NodeJS.Timeout | undefined;
  let moving: Promise<void> = Promise.resolve();
  let isMoving = false;
  let isHeld = held;
  let isStopped = false;

  const now = () => stoppedAtMs ?? Date.now() + offsetMs;
  const standAt = (ms: number) => {
    stoppedAtMs = ms;
  };
  const goOnFrom = (ms: number) => {
    stoppedAtMs = undefined;
    offsetMs = ms - Date.now();
  };

  const arm = () => {
    clearTimeout(timer);
    timer = undefined;
    const first = entries[0];
    if (first === undefined || isMoving || isHeld || isStopped) return;
    const waitMs = first.atMs - now();
    if (waitMs > 0 && frozen) return;
    timer = setTimeout(fireDue, Math.min(Math.max(waitMs, 0), longestTimeoutMs)).unref();
  };

  const fire = async (entry: Entry) => {
    try {
      await outside(entry.run);
    } catch (error) {
      onError(error, entry.name);
    }
  };

  // In real time one alarm does not wait for the work of another: they start in order, and a slow one holds up nobody.
  const fireDue = () => {
    for (let first = entries[0]; first !== undefined && first.atMs <= now(); first = entries[0]) {
      entries.shift();
      void fire(first);
    }
    arm();
  };

  const move = async (toMs: number) => {
    isMoving = true;
    clearTimeout(timer);
    standAt(now());
    try {
      await settled();
      for (let next = entries[0]; next !== undefined && next.atMs <= toMs && !isStopped; next = entries[0]) {
        entries.shift();
        if (next.atMs > now()) standAt(next.atMs);
        await fire(next);
        await settled();
      }
    } finally {
      isMoving = false;
      if (frozen) standAt(toMs);
      else goOnFrom(toMs);
      arm();
    }
  };

  /** Where an alarm belongs: after all that are due no later. */
  const placeOf = (atMs: number, entryOrder: number) => {
    let low = 0;
    let high = entries.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const entry = entries[middle] as Entry;
      if (entry.atMs < atMs || (entry.atMs === atMs && entry.order < entryOrder)) low = middle + 1;
      else high = middle;
    }
    return low;
  };

  return {
    now,
    offset: () => (stoppedAtMs === undefined ? offsetMs : undefined),
    isFrozen: () => frozen,
    at(atMs, name, run) {
      const entry: Entry = { atMs, name, run, order: order++ };
      const place = placeOf(atMs, entry.order);
      entries.splice(place, 0, entry);
      if (place === 0) arm();
      return {
        cancel() {
          const found = placeOf(atMs, entry.order);
          if (entries[found] === entry) entries.splice(found, 1);
        },
      };
    },
    due: () => entries.slice(),
    moveTo(toMs) {
      moving = moving.then(() => move(toMs));
      return moving;
    },
    freeze() {
      frozen = true;
      if (stoppedAtMs === undefined) standAt(now());
      arm();
    },
    run() {
      frozen = false;
      if (!isMoving && stoppedAtMs !== undefined) goOnFrom(stoppedAtMs);
      arm();
    },
    release() {
      isHeld = false;
      arm();
    },
    restart(atMs, frozenThere) {
      entries = [];
      frozen = frozenThere;
      if (frozen || isMoving) standAt(atMs);
      else goOnFrom(atMs);
      arm();
    },
    stop() {
      isStopped = true;
      clearTimeout(timer);
      entries = [];
    },
  };
}
