import type { SortedKeys } from './sorted-keys';

export type PageStart<K> =
  | { readonly from?: K | undefined; readonly bounds?: 'inclusive' | 'exclusive' }
  | { readonly side: 'after' | 'before'; readonly key: K };

/** A stretch of keys in reading order, and whether there are any on either side of it. */
export interface KeyPage<K> {
  readonly keys: readonly K[];
  readonly hasBefore: boolean;
  readonly hasAfter: boolean;
}

/** Reads `size` keys, upwards or downwards, from a key on (which need not be there), or those right after or before one. */
export function readPage<K extends string | number>(
  keys: SortedKeys<K>,
  { order, size, ...start }: { readonly order: 'asc' | 'desc'; readonly size: number } & PageStart<K>,
): KeyPage<K> {
  const [low, high] = stretch(keys, order, size, start);
  const found: K[] = [];
  for (let index = low; index < high; index += 1) {
    const key = keys.at(order === 'asc' ? index : high - 1 - (index - low));
    if (key !== undefined) found.push(key);
  }
  const hasLower = low > 0;
  const hasHigher = high < keys.size;
  return order === 'asc'
    ? { keys: found, hasBefore: hasLower, hasAfter: hasHigher }
    : { keys: found, hasBefore: hasHigher, hasAfter: hasLower };
}

/** The indexes [low, high) that the page covers. */
function stretch<K extends string | number>(
  keys: SortedKeys<K>,
  order: 'asc' | 'desc',
  size: number,
  start: PageStart<K>,
): [number, number] {
  const upwards = (low: number): [number, number] => [low, Math.min(keys.size, low + size)];
  const downwards = (high: number): [number, number] => [Math.max(0, high - size), high];
  if ('side' in start) {
    const below = keys.indexOf(start.key);
    const towardsHigher = (order === 'asc') === (start.side === 'after');
    return towardsHigher ? upwards(below + (keys.has(start.key) ? 1 : 0)) : downwards(below);
  }
  const { from, bounds = 'inclusive' } = start;
  if (from === undefined) return order === 'asc' ? upwards(0) : downwards(keys.size);
  const below = keys.indexOf(from);
  const upTo = below + (keys.has(from) ? 1 : 0);
  if (order === 'asc') return upwards(bounds === 'inclusive' ? below : upTo);
  return downwards(bounds === 'inclusive' ? upTo : below);
}
