import { type Signal, signal } from '@preact/signals';
import { type Item, type Items, withItem, withoutItem } from '../lib/items';

export type Loading = { kind: 'loading' } | { kind: 'loaded' } | { kind: 'failed'; why: string };

/** What the page knows of one Map. */
export interface Table<T> {
  readonly items: Signal<Items<T>>;
  readonly loading: Signal<Loading>;
  put(item: Item<T>): void;
  remove(key: string): void;
  clear(): void;
}

export function createTable<T>(): Table<T> {
  const items = signal<Items<T>>(new Map());
  const loading = signal<Loading>({ kind: 'loading' });
  return {
    items,
    loading,
    put(item) {
      items.value = withItem(items.value, item);
    },
    remove(key) {
      items.value = withoutItem(items.value, key);
    },
    clear() {
      items.value = new Map();
      loading.value = { kind: 'loading' };
    },
  };
}
