import {
  type Conflict,
  conflict,
  listLimit,
  type MapItem,
  type SyncStore,
  type Versioned,
} from '../src/twilio/sync-store';

interface Kept {
  data: unknown;
  revision: string;
  expiresMs?: number;
}

export interface MemoryStore extends SyncStore {
  readonly documents: Map<string, Kept>;
  readonly maps: Map<string, Map<string, Kept>>;
  /** Every call, as 'verb name'. */
  readonly calls: string[];
  /** Called before each call takes effect; may throw, or let somebody else go first. */
  before?: (call: string) => void | Promise<void>;
  /** Called after each call took effect: throwing loses its answer. */
  after?: (call: string) => void | Promise<void>;
}

/** Sync as far as Frontdesk uses it, without a network: for unit tests. What was given and taken cannot be changed from outside. */
export function memoryStore(nowMs: () => number): MemoryStore {
  const documents = new Map<string, Kept>();
  const maps = new Map<string, Map<string, Kept>>();
  const calls: string[] = [];
  let revisions = 0;

  const alive = (kept: Kept | undefined) =>
    kept !== undefined && (kept.expiresMs === undefined || kept.expiresMs > nowMs()) ? kept : undefined;
  const mapOf = (name: string) => {
    const map = maps.get(name) ?? new Map<string, Kept>();
    maps.set(name, map);
    return map;
  };
  const keep = (into: Map<string, Kept>, key: string, data: unknown, ttlSeconds?: number): Kept => {
    revisions += 1;
    const expiresMs = ttlSeconds
      ? nowMs() + ttlSeconds * 1000
      : ttlSeconds === 0
        ? undefined
        : into.get(key)?.expiresMs;
    const kept = { data: structuredClone(data), revision: revisions.toString(16), expiresMs };
    into.set(key, kept);
    return kept;
  };
  const versioned = <T>({ data, revision }: Kept): Versioned<T> => ({ data: structuredClone(data) as T, revision });
  const item = <T>(key: string, kept: Kept): MapItem<T> => ({ key, ...versioned<T>(kept) });

  const store: MemoryStore = {
    documents,
    maps,
    calls,
    readDocument: <T>(name: string) =>
      call(`read ${name}`, () => {
        const kept = alive(documents.get(name));
        return kept && versioned<T>(kept);
      }),
    createDocument: <T>(name: string, data: T, options?: { ttlSeconds?: number }) =>
      call(`create ${name}`, (): Versioned<T> | Conflict =>
        alive(documents.get(name)) ? conflict : versioned<T>(keep(documents, name, data, options?.ttlSeconds ?? 0)),
      ),
    updateDocument: <T>(name: string, data: T, revision: string, options?: { ttlSeconds?: number }) =>
      call(`update ${name}`, (): Versioned<T> | Conflict =>
        alive(documents.get(name))?.revision === revision
          ? versioned<T>(keep(documents, name, data, options?.ttlSeconds))
          : conflict,
      ),
    removeDocument: (name) =>
      call(`remove ${name}`, () => {
        documents.delete(name);
      }),
    readItem: <T>(map: string, key: string) =>
      call(`read ${map}/${key}`, () => {
        const kept = alive(mapOf(map).get(key));
        return kept && item<T>(key, kept);
      }),
    createItem: <T>(map: string, key: string, data: T, options?: { ttlSeconds?: number }) =>
      call(`create ${map}/${key}`, (): MapItem<T> | Conflict =>
        alive(mapOf(map).get(key)) ? conflict : item<T>(key, keep(mapOf(map), key, data, options?.ttlSeconds ?? 0)),
      ),
    putItem: <T>(map: string, key: string, data: T, options?: { ttlSeconds?: number }) =>
      call(`put ${map}/${key}`, () => item<T>(key, keep(mapOf(map), key, data, options?.ttlSeconds))),
    updateItem: <T>(map: string, key: string, data: T, revision: string, options?: { ttlSeconds?: number }) =>
      call(`update ${map}/${key}`, (): MapItem<T> | Conflict =>
        alive(mapOf(map).get(key))?.revision === revision
          ? item<T>(key, keep(mapOf(map), key, data, options?.ttlSeconds))
          : conflict,
      ),
    removeItem: (map, key, revision) =>
      call(`remove ${map}/${key}`, (): Conflict | undefined => {
        const kept = alive(mapOf(map).get(key));
        if (kept !== undefined && revision !== undefined && kept.revision !== revision) return conflict;
        mapOf(map).delete(key);
        return undefined;
      }),
    listItems: <T>(
      map: string,
      { from, limit = listLimit, order = 'asc' } = {} as Parameters<SyncStore['listItems']>[1] & object,
    ) =>
      call(`list ${map}`, () => {
        const items = [...mapOf(map)].flatMap(([key, kept]) => (alive(kept) ? [item<T>(key, kept)] : []));
        items.sort((a, b) => (a.key < b.key ? -1 : 1) * (order === 'asc' ? 1 : -1));
        const first =
          from === undefined ? items : items.filter(({ key }) => (order === 'asc' ? key >= from : key <= from));
        return first.slice(0, limit);
      }),
  };

  async function call<T>(name: string, take: () => T): Promise<T> {
    calls.push(name);
    await store.before?.(name);
    const result = take();
    await store.after?.(name);
    return result;
  }
  return store;
}
