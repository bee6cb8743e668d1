import type { Emulator } from '../../emulator';

interface Row {
  readonly sid?: string;
  readonly uniqueName?: string | null;
  readonly key?: string | number;
  readonly parentSid?: string;
}

/** What Sync stored because of something, as the example of more. */
export interface Example {
  readonly objects: readonly Row[];
  readonly items: readonly Row[];
}

const tablesOf = ({ world }: Emulator) => ({
  objects: world.tables.open<Row>('sync.objects'),
  items: world.tables.open<Row>('sync.items'),
});

/** What is stored by `make` and was not there before. */
export async function exampleOf(emulator: Emulator, make: () => Promise<unknown>): Promise<Example> {
  const { objects, items } = tablesOf(emulator);
  const before = new Set([...objects.entries(), ...items.entries()].map(([key]) => key));
  await make();
  await emulator.world.causes.settled();
  const added = (entries: Iterable<[string, Row]>) =>
    [...entries].filter(([key]) => !before.has(key)).map(([, row]) => row);
  return { objects: added(objects.entries()), items: added(items.entries()) };
}

const hex = (n: number) => n.toString(16).padStart(32, '0');

/**
 * Stores `count` more of the example: `copied` puts names of the n-th one's own into a row's text. What keeps its name is shared, and not
 * copied. Written beneath the API, which would take an hour at Sync's 20 writes a second.
 */
export function multiply(
  emulator: Emulator,
  example: Example,
  count: number,
  copied: (text: string, n: number) => string,
): void {
  const { objects, items } = tablesOf(emulator);
  const copyOf = (row: Row, n: number) => JSON.parse(copied(JSON.stringify(row), n)) as Row;
  for (let n = 1; n <= count; n += 1) {
    for (const [at, row] of example.objects.entries()) {
      const copy = copyOf(row, n);
      const sid = row.sid?.slice(0, 2) + hex(n * example.objects.length + at);
      if (copy.uniqueName !== row.uniqueName) objects.set(sid, { ...copy, sid });
    }
    for (const row of example.items) {
      const copy = copyOf(row, n);
      if (copy.key !== row.key) items.set(`${copy.parentSid}/${copy.key}`, copy);
    }
  }
  emulator.world.tables.restore(emulator.world.tables.snapshot());
}
