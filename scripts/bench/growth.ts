import type { Emulator } from '../../emulator';
import { poolKey } from '../../src/dispatch/keys';

interface Row {
  readonly sid?: string;
  readonly uniqueName?: string | null;
  readonly key?: string | number;
  readonly parentSid?: string;
}

/** Its beginning is a hash, which a copy must have of its own to be found as evenly. */
const isPoolKey = (key: Row['key']) => /^[0-9a-f]{6}-/.test(String(key));
const hex = (n: number) => n.toString(16).padStart(32, '0');

/**
 * Makes `count` more of whatever is stored under a name or key with these digits in it: its Documents and its items, with digits of their own.
 * Written beneath the API, which would take an hour at Sync's 20 writes a second.
 */
export function multiply(emulator: Emulator, digits: string, count: number): void {
  const { tables } = emulator.world;
  const objects = tables.open<Row>('sync.objects');
  const items = tables.open<Row>('sync.items');
  const exampleObjects = [...objects.entries()].filter(([, row]) => row.uniqueName?.includes(digits));
  const exampleItems = [...items.entries()].filter(([, row]) => String(row.key).includes(digits));
  if (exampleObjects.length === 0) throw new Error(`Nothing is stored under ${digits}`);
  for (let n = 1; n <= count; n += 1) {
    const own = String(13_000_000_000 + n);
    for (const [, row] of exampleObjects) {
      const sid = row.sid?.slice(0, 2) + hex(n);
      objects.set(sid, { ...renamed(row, digits, own), sid });
    }
    for (const [, row] of exampleItems) {
      const copy = { ...renamed(row, digits, own), ...(isPoolKey(row.key) && { key: poolKey(`+${own}`) }) };
      items.set(`${copy.parentSid}/${copy.key}`, copy);
    }
  }
  tables.restore(tables.snapshot());
}

const renamed = (row: Row, digits: string, own: string): Row =>
  JSON.parse(JSON.stringify(row).replaceAll(digits, own)) as Row;
