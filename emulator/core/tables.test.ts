import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTables } from './tables';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tables-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const rowsOf = (name: string) => [...createTables(folder).open(name).entries()];

test('what was set is there on the next start, in the order of first writing; what was deleted is not', () => {
  const tables = createTables(folder);
  const texts = tables.open<{ body: string }>('texts');
  texts.set('a', { body: '1' });
  texts.set('b', { body: '2' });
  texts.set('c', { body: '3' });
  texts.set('a', { body: 'one' });
  expect(texts.delete('b')).toBe(true);
  expect(texts.delete('b')).toBe(false);
  tables.flush();
  expect(rowsOf('texts')).toEqual([
    ['a', { body: 'one' }],
    ['c', { body: '3' }],
  ]);
});

test('a line that was cut short by a kill costs that line only', () => {
  const tables = createTables(folder);
  tables.open<number>('counts').set('a', 1);
  tables.flush();
  appendFileSync(join(folder, 'journal.jsonl'), '["counts","b",');
  expect(rowsOf('counts')).toEqual([['a', 1]]);
});

test('the journal is written anew on the next start, with one line per row', () => {
  const tables = createTables(folder);
  const counts = tables.open<number>('counts');
  for (let i = 0; i < 100; i += 1) counts.set('a', i);
  tables.flush();
  createTables(folder);
  expect(readFileSync(join(folder, 'journal.jsonl'), 'utf8')).toBe('["counts","a",99]\n');
});

test('a journal that grows far beyond what it holds is written anew on the way', () => {
  const tables = createTables(folder);
  const counts = tables.open<number>('counts');
  for (let i = 0; i < 200_000; i += 1) counts.set('a', i);
  tables.flush();
  expect(readFileSync(join(folder, 'journal.jsonl'), 'utf8').length).toBeLessThan(100);
  counts.set('b', 1);
  tables.flush();
  expect(rowsOf('counts')).toEqual([
    ['a', 199_999],
    ['b', 1],
  ]);
});

test('a snapshot stays as it was, and restoring it brings back every table and tells the owners', () => {
  const tables = createTables(folder);
  const [kept, later] = [tables.open<number>('kept'), tables.open<number>('later')];
  kept.set('a', 1);
  const snapshot = tables.snapshot();
  kept.set('a', 2);
  kept.set('b', 3);
  later.set('c', 4);
  let sizeSeen: number | undefined;
  tables.onRestore(() => {
    sizeSeen = kept.size;
  });
  tables.restore(snapshot);
  expect([...kept.entries()]).toEqual([['a', 1]]);
  expect(later.size).toBe(0);
  expect(sizeSeen).toBe(1);
  expect(rowsOf('kept')).toEqual([['a', 1]]);
});

test('closing writes what is pending, and later changes are not kept', () => {
  const tables = createTables(folder);
  const counts = tables.open<number>('counts');
  counts.set('a', 1);
  tables.close();
  counts.set('b', 2);
  tables.flush();
  tables.restore({});
  expect(rowsOf('counts')).toEqual([['a', 1]]);
});

test('without a folder nothing is written', () => {
  const tables = createTables();
  tables.open<number>('counts').set('a', 1);
  tables.flush();
  expect(rowsOf('counts')).toEqual([]);
});
