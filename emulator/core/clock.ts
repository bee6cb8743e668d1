/** The one time of the emulator. Everything that waits, waits on it; moving it fires what falls due, in order. */
export interface Clock {
  /** Milliseconds since the epoch, by this clock. */
  now(): number;
  /** How far this clock is ahead of the machine's, in milliseconds; undefined while it is frozen. */
  offset(): number | undefined;
  /** Calls `run` when the clock reaches `atMs` (at once, in a later turn, if it has). Same instant: in order of asking. */
  at(atMs: number, name: string, run: () => void | Promise<void>): Alarm;
  /** What is due next, soonest first. */
  due(): readonly DueAlarm[];
  /** Moves to `toMs`, stopping at each alarm on the way: the clock shows its time while it runs and until `settled` resolves. Backwards fires nothing. */
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

interface Entry extends DueAlarm {
  readonly order: number;
  readonly run: () => void | Promise<void>;
}

const longestTimeoutMs = 2 ** 31 - 1;

/** @param settled resolves when everything that an alarm set off has come to rest; awaited between two alarms of a move */
export function createClock(settled: () => Promise<void> = async () => undefined, startMs?: number): Clock {
  let offsetMs = startMs === undefined ? 0 : startMs - Date.now();
  let frozenAtMs: number | undefined;
  let entries: Entry[] = [];
  let order = 0;
  let timer: NodeJS.Timeout | undefined;
  let moving: Promise<void> = Promise.resolve();
  let isMoving = false;

  const now = () => frozenAtMs ?? Date.now() + offsetMs;

  const set = (ms: number) => {
    if (frozenAtMs === undefined) offsetMs = ms - Date.now();
    else frozenAtMs = ms;
  };

  const arm = () => {
    clearTimeout(timer);
    timer = undefined;
    const first = entries[0];
    if (first === undefined || isMoving) return;
    const waitMs = first.atMs - now();
    if (waitMs > 0 && frozenAtMs !== undefined) return;
    timer = setTimeout(fireDue, Math.min(Math.max(waitMs, 0), longestTimeoutMs));
    timer.unref();
  };

  const fireDue = async () => {
    while (!isMoving && entries[0] !== undefined && entries[0].atMs <= now()) {
      const entry = entries.shift() as Entry;
      await entry.run();
    }
    arm();
  };

  const move = async (toMs: number) => {
    isMoving = true;
    clearTimeout(timer);
    try {
      await settled();
      for (let next = entries[0]; next !== undefined && next.atMs <= toMs; next = entries[0]) {
        entries.shift();
        if (next.atMs > now()) set(next.atMs);
        await next.run();
        await settled();
      }
      set(toMs);
    } finally {
      isMoving = false;
      arm();
    }
  };

  return {
    now,
    offset: () => (frozenAtMs === undefined ? offsetMs : undefined),
    at(atMs, name, run) {
      const entry: Entry = { atMs, name, run, order: order++ };
      let low = 0;
      let high = entries.length;
      while (low < high) {
        const middle = (low + high) >>> 1;
        if ((entries[middle] as Entry).atMs <= atMs) low = middle + 1;
        else high = middle;
      }
      entries.splice(low, 0, entry);
      if (low === 0) arm();
      return {
        cancel() {
          const index = entries.indexOf(entry);
          if (index >= 0) entries.splice(index, 1);
        },
      };
    },
    due: () => entries,
    moveTo(toMs) {
      moving = moving.then(() => move(toMs));
      return moving;
    },
    freeze() {
      frozenAtMs ??= now();
      arm();
    },
    run() {
      if (frozenAtMs === undefined) return;
      const ms = frozenAtMs;
      frozenAtMs = undefined;
      set(ms);
      arm();
    },
    stop() {
      clearTimeout(timer);
      entries = [];
    },
  };
}
