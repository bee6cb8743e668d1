/** Keys in ascending order (code units, or numbers), found by halving. No key is in it twice. */
export interface SortedKeys<K extends string | number> {
  readonly size: number;
  add(key: K): void;
  delete(key: K): void;
  at(index: number): K | undefined;
  /** How many keys are smaller than `key`: where it is, or where it would be. */
  indexOf(key: K): number;
  has(key: K): boolean;
}

export function createSortedKeys<K extends string | number>(keys: K[] = []): SortedKeys<K> {
  const isSorted = keys.every((key, index) => index === 0 || (keys[index - 1] as K) < key);
  if (!isSorted) keys.sort((a, b) => (a < b ? -1 : 1));

  const indexOf = (key: K) => {
    let low = 0;
    let high = keys.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((keys[middle] as K) < key) low = middle + 1;
      else high = middle;
    }
    return low;
  };

  return {
    get size() {
      return keys.length;
    },
    add(key) {
      const index = indexOf(key);
      if (keys[index] !== key) keys.splice(index, 0, key);
    },
    delete(key) {
      const index = indexOf(key);
      if (keys[index] === key) keys.splice(index, 1);
    },
    at: (index) => keys[index],
    indexOf,
    has: (key) => keys[indexOf(key)] === key,
  };
}
