import { appendFileSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * One kind of resource, by key, in the order of first writing. Values are replaced, never changed in place:
 * snapshots share them, and only what is `set` is kept over a restart.
 */
export interface Table<T> {
  get(key: string): T | undefined;
  set(key: string, value: T): void;
  delete(key: string): boolean;
  values(): IterableIterator<T>;
  entries(): IterableIterator<[string, T]>;
  readonly size: number;
}

/** All state of the emulator. With a folder it is kept there, a journal line per change, and read back on the next start. */
export interface Tables {
  open<T>(name: string): Table<T>;
  /** The present contents; cheap, since values are shared. */
  snapshot(): TablesSnapshot;
  /** Puts back a snapshot (an empty one empties everything). Owners of derived state (indexes, alarms) rebuild it in `onRestore`. */
  restore(snapshot: TablesSnapshot): void;
  onRestore(rebuild: () => void): void;
  /** Writes what is pending. */
  flush(): void;
  /** Writes what is pending, and nothing from then on. */
  close(): void;
}
export type TablesSnapshot = Readonly<Record<string, ReadonlyMap<string, unknown>>>;

const flushAfterMs = 100;
/** A journal of more lines than this is written anew when most of them are outdated. */
const compactFrom = 100_000;

export function createTables(folder?: string): Tables {
  const maps = new Map<string, Map<string, unknown>>();
  const rebuilders: (() => void)[] = [];
  const journalFile = folder && join(folder, 'journal.jsonl');
  let pending: string[] = [];
  let timer: NodeJS.Timeout | undefined;
  let linesInJournal = 0;
  let isClosed = false;

  const rowCount = () => [...maps.values()].reduce((sum, map) => sum + map.size, 0);

  const mapOf = (name: string) => {
    const known = maps.get(name);
    if (known) return known;
    const made = new Map<string, unknown>();
    maps.set(name, made);
    return made;
  };

  const flush = () => {
    clearTimeout(timer);
    timer = undefined;
    if (!journalFile || pending.length === 0) return;
    appendFileSync(journalFile, pending.join(''));
    linesInJournal += pending.length;
    pending = [];
    if (linesInJournal > compactFrom && linesInJournal > 4 * rowCount()) compact();
  };

  const note = (name: string, key: string, value?: unknown) => {
    if (!journalFile || isClosed) return;
    pending.push(`${JSON.stringify(value === undefined ? [name, key] : [name, key, value])}\n`);
    timer ??= setTimeout(flush, flushAfterMs).unref();
  };

  const compact = () => {
    if (!journalFile || isClosed) return;
    clearTimeout(timer);
    timer = undefined;
    pending = [];
    const lines: string[] = [];
    for (const [name, map] of maps) for (const [key, value] of map) lines.push(JSON.stringify([name, key, value]));
    const fresh = `${journalFile}.new`;
    writeFileSync(fresh, lines.length > 0 ? `${lines.join('\n')}\n` : '');
    renameSync(fresh, journalFile);
    linesInJournal = lines.length;
  };

  const load = () => {
    if (!folder || !journalFile) return;
    mkdirSync(folder, { recursive: true });
    rmSync(`${journalFile}.new`, { force: true });
    if (!existsSync(journalFile)) return;
    for (const line of readFileSync(journalFile, 'utf8').split('\n')) {
      let entry: unknown;
      try {
        entry = JSON.parse(line);
      } catch {
        continue; // an empty line, or the last one, cut short when the process was killed
      }
      const [name, key, value] = entry as [string, string, unknown];
      if (value === undefined) mapOf(name).delete(key);
      else mapOf(name).set(key, value);
    }
    compact();
  };

  load();

  return {
    open<T>(name: string): Table<T> {
      const map = mapOf(name) as Map<string, T>;
      return {
        get: (key) => map.get(key),
        set(key, value) {
          map.set(key, value);
          note(name, key, value);
        },
        delete(key) {
          const existed = map.delete(key);
          if (existed) note(name, key);
          return existed;
        },
        values: () => map.values(),
        entries: () => map.entries(),
        get size() {
          return map.size;
        },
      };
    },
    snapshot: () => Object.fromEntries([...maps].map(([name, map]) => [name, new Map(map)])),
    restore(snapshot) {
      for (const name of new Set([...maps.keys(), ...Object.keys(snapshot)])) {
        const map = mapOf(name);
        map.clear();
        for (const [key, value] of snapshot[name] ?? []) map.set(key, value);
      }
      compact();
      for (const rebuild of rebuilders) rebuild();
    },
    onRestore: (rebuild) => void rebuilders.push(rebuild),
    flush,
    close() {
      flush();
      isClosed = true;
    },
  };
}
