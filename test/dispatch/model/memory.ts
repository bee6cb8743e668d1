import { conflict, type MapItem, type SyncStore, type Versioned } from '../../../src/twilio/sync-store';

/** Sync in memory: one state for all, each call at one instant. */
export interface Memory {
  readonly documents: ReadonlyMap<string, Versioned<unknown>>;
  readonly maps: ReadonlyMap<string, ReadonlyMap<string, Versioned<unknown>>>;
  readonly store: SyncStore;
}

export type Watch = (name: string, before: unknown, after: unknown) => void;

export function createMemory(watch: Watch): Memory {
  const documents = new Map<string, Versioned<unknown>>();
  const maps = new Map<string, Map<string, Versioned<unknown>>>();
  let revision = 0;

  const mapOf = (name: string) => {
    const known = maps.get(name);
    if (known) return known;
    const made = new Map<string, Versioned<unknown>>();
    maps.set(name, made);
    return made;
  };
  const write = <T>(into: Map<string, Versioned<unknown>>, key: string, data: T): Versioned<T> => {
    revision += 1;
    const written = { data, revision: String(revision) };
    into.set(key, written);
    return written;
  };
  const writeDocument = <T>(name: string, data: T): Versioned<T> => {
    watch(name, documents.get(name)?.data, data);
    return write(documents, name, data);
  };

  const store: SyncStore = {
    readDocument: async <T>(name: string) => documents.get(name) as Versioned<T> | undefined,
    createDocument: async (name, data) => (documents.has(name) ? conflict : writeDocument(name, data)),
    updateDocument: async (name, data, seen) =>
      documents.get(name)?.revision === seen ? writeDocument(name, data) : conflict,
    removeDocument: async (name) => {
      documents.delete(name);
    },
    readItem: async <T>(map: string, key: string) => {
      const item = mapOf(map).get(key);
      return item && { key, ...(item as Versioned<T>) };
    },
    createItem: async (map, key, data) => (mapOf(map).has(key) ? conflict : { key, ...write(mapOf(map), key, data) }),
    putItem: async (map, key, data) => ({ key, ...write(mapOf(map), key, data) }),
    updateItem: async (map, key, data, seen) =>
      mapOf(map).get(key)?.revision === seen ? { key, ...write(mapOf(map), key, data) } : conflict,
    removeItem: async (map, key, seen) => {
      const item = mapOf(map).get(key);
      if (item !== undefined && seen !== undefined && item.revision !== seen) return conflict;
      mapOf(map).delete(key);
      return undefined;
    },
    listItems: async <T>(map: string, { from = '', limit = 100, order = 'asc' } = {}) => {
      const items = [...mapOf(map)].sort(([a], [b]) => (a < b ? -1 : 1));
      const listed = (order === 'asc' ? items : items.reverse()).filter(([key]) => key >= from).slice(0, limit);
      return listed.map(([key, item]): MapItem<T> => ({ key, ...(item as Versioned<T>) }));
    },
  };
  return { documents, maps, store };
}
