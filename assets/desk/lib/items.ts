/** An item of a Map, as Sync's SDK and our Functions both show it. */
export interface Item<T> {
  readonly key: string;
  readonly revision: string;
  readonly data: T;
}

export type Items<T> = ReadonlyMap<string, Item<T>>;

/** Revisions are hex numbers that grow: 'ff' is older than '100'. */
export function isNewer(revision: string, than: string): boolean {
  const [one, other] = [revision, than].map((text) => text.toLowerCase().replace(/^0+/, '')) as [string, string];
  return one.length === other.length ? one > other : one.length > other.length;
}

/** News may come twice and in any order (an answer overtakes the live event of the same write): the newest is kept. */
export function withItem<T>(items: Items<T>, item: Item<T>): Items<T> {
  const known = items.get(item.key);
  if (known !== undefined && !isNewer(item.revision, known.revision)) return items;
  return new Map(items).set(item.key, item);
}

export function withoutItem<T>(items: Items<T>, key: string): Items<T> {
  if (!items.has(key)) return items;
  const rest = new Map(items);
  rest.delete(key);
  return rest;
}
