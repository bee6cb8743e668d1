import { batch } from '@preact/signals';
import type { SyncMap, SyncMapItem } from 'twilio-sync';
import { type Item, type Items, withItem, withoutItem } from '../lib/items';
import type { Table } from './table';

const pageSize = 100;

const itemOf = <T>({ key, revision, data }: SyncMapItem): Item<T> => ({ key, revision, data: data as T });

export interface WatchOptions {
  /** Read so many, from the end; all of them when it is left out. */
  newest?: number;
  /** Read nothing; only what changes from now on. */
  onlyNews?: boolean;
}

/**
 * Reads the Maps that are one table, and what changes afterwards. What was on the screen stays there until everything is read anew.
 * @param isCurrent false once somebody else has taken over
 */
export async function watchMaps<T>(
  maps: readonly SyncMap[],
  table: Table<T>,
  isCurrent: () => boolean,
  { newest, onlyNews = false }: WatchOptions = {},
): Promise<void> {
  let reading: Items<T> | undefined = onlyNews ? undefined : new Map();
  const gone = new Set<string>();
  const put = (item: Item<T>) => {
    gone.delete(item.key);
    if (reading !== undefined) reading = withItem(reading, item);
    if (isCurrent()) table.put(item);
  };
  const remove = (key: string) => {
    gone.add(key);
    if (reading !== undefined) reading = withoutItem(reading, key);
    if (isCurrent()) table.remove(key);
  };
  for (const map of maps) watchItems<T>(map, { put, remove });

  const readAll = async (map: SyncMap) => {
    let page = await map.getItems({ pageSize, order: newest === undefined ? 'asc' : 'desc' });
    let count = 0;
    for (;;) {
      for (const item of page.items) if (!gone.has(item.key)) reading = withItem(reading ?? new Map(), itemOf<T>(item));
      count += page.items.length;
      if (!page.hasNextPage || count >= (newest ?? Number.POSITIVE_INFINITY)) break;
      page = await page.nextPage();
    }
  };
  if (!onlyNews) await Promise.all(maps.map(readAll));
  const read = reading;
  reading = undefined;
  if (!isCurrent()) return;
  batch(() => {
    if (read !== undefined) table.items.value = read;
    table.loading.value = { kind: 'loaded' };
  });
}

/** Hears of every item of a Map that changes from now on. */
export function watchItems<T>(map: SyncMap, on: { put(item: Item<T>): void; remove(key: string): void }): void {
  map.on('itemAdded', ({ item }: { item: SyncMapItem }) => on.put(itemOf(item)));
  map.on('itemUpdated', ({ item }: { item: SyncMapItem }) => on.put(itemOf(item)));
  map.on('itemRemoved', ({ key }: { key: string }) => on.remove(key));
}

/**
 * Reads the items from one key until another, which is not read any more.
 * @param onPage hears after each page what was read so far
 */
export async function readKeys<T>(
  map: SyncMap,
  { from, until, atMost }: { from: string; until: string; atMost: number },
  onPage: (items: readonly Item<T>[]) => void = () => {},
): Promise<{ items: Item<T>[]; isCut: boolean }> {
  const items: Item<T>[] = [];
  let page = await map.getItems({ from, pageSize: Math.min(pageSize, atMost), order: 'asc' });
  for (;;) {
    for (const item of page.items) {
      if (item.key >= until) return { items, isCut: false };
      if (items.length === atMost) return { items, isCut: true };
      items.push(itemOf(item));
    }
    onPage(items);
    if (!page.hasNextPage) return { items, isCut: false };
    page = await page.nextPage();
  }
}

/** Reads the items whose key starts with `prefix`. */
export async function readRange<T>(map: SyncMap, prefix: string): Promise<Item<T>[]> {
  const found: Item<T>[] = [];
  let page = await map.getItems({ from: prefix, pageSize: 50, order: 'asc' });
  for (;;) {
    for (const item of page.items) {
      if (!item.key.startsWith(prefix)) return found;
      found.push(itemOf(item));
    }
    if (!page.hasNextPage) return found;
    page = await page.nextPage();
  }
}
