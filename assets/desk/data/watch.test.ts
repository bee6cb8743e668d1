import type { SyncMap } from 'twilio-sync';
import { createTable } from './table';
import { watchMaps } from './watch';

const isCurrent = () => true;

/** A Map as the SDK shows it, of one page. */
function fakeMap(keys: readonly string[]) {
  const on = new Map<string, (event: object) => void>();
  const items = keys.map((key) => ({ key, revision: '1', data: key }));
  return {
    on: (name: string, hear: (event: object) => void) => on.set(name, hear),
    getItems: async () => ({ items, hasNextPage: false }),
    tells: (name: string, event: object) => on.get(name)?.(event),
  };
}
const watch = (table: ReturnType<typeof createTable<string>>, ...maps: readonly ReturnType<typeof fakeMap>[]) =>
  watchMaps(maps as unknown as readonly SyncMap[], table, isCurrent);

test('two Maps are one table; what is read anew leaves out who has gone from either', async () => {
  const table = createTable<string>();
  await watch(table, fakeMap(['ana', 'ben']), fakeMap(['cal']));
  expect([...table.items.value.keys()]).toEqual(['ana', 'ben', 'cal']);
  await watch(table, fakeMap(['ben']), fakeMap([]));
  expect([...table.items.value.keys()]).toEqual(['ben']);
});

test('what changes while it is being read is neither lost nor comes back', async () => {
  const table = createTable<string>();
  const map = fakeMap(['ana', 'ben']);
  const read = watch(table, map);
  map.tells('itemRemoved', { key: 'ana' });
  map.tells('itemAdded', { item: { key: 'cal', revision: '1', data: 'cal' } });
  await read;
  expect([...table.items.value.keys()].sort()).toEqual(['ben', 'cal']);
  expect(table.loading.value.kind).toBe('loaded');
});
