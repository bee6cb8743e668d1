/** A value with the revision that Sync gave it; a write names the revision that it replaces. */
export interface Versioned<T> {
  data: T;
  revision: string;
}

export interface MapItem<T> extends Versioned<T> {
  key: string;
}

/** The answer of a write that came second. It is a value, because whoever writes by revision has to think of it. */
export const conflict = 'conflict';
export type Conflict = typeof conflict;

export interface WriteOptions {
  /** Seconds after which Sync forgets the value; without it, it stays (or keeps the time it had). */
  ttlSeconds?: number;
}

export interface CreateOptions extends WriteOptions {
  /** Nothing under such a key ever expires, so that what stands there need not be looked at. */
  lasting?: boolean;
}

export interface PutOptions extends WriteOptions {
  /** Sync has no upsert; which of its two calls is tried first. 'new' unless told. */
  likely?: 'new' | 'known';
}

export interface ListOptions {
  /** First key to list, inclusive. */
  from?: string;
  /** At most 100, Sync's page. */
  limit?: number;
  order?: 'asc' | 'desc';
}

export const listLimit = 100;

/**
 * What Frontdesk needs of Sync. Documents hold the truth and are changed by revision only; Maps can be listed and watched.
 * Each call is one request to Twilio, except `putItem`, which may need two. Failures other than a conflict are thrown.
 */
export interface SyncStore {
  /** Undefined when it was never written, was removed or has expired. */
  readDocument<T>(name: string): Promise<Versioned<T> | undefined>;
  /** Writes a new Document; of two writers one gets a conflict. */
  createDocument<T>(name: string, data: T, options?: WriteOptions): Promise<Versioned<T> | Conflict>;
  /** Writes over exactly this revision; a conflict when it has moved on or is gone. */
  updateDocument<T>(name: string, data: T, revision: string, options?: WriteOptions): Promise<Versioned<T> | Conflict>;
  /** Removes it; a missing Document is not an error. */
  removeDocument(name: string): Promise<void>;

  readItem<T>(map: string, key: string): Promise<MapItem<T> | undefined>;
  /** Writes a new item; a conflict when the key exists. */
  createItem<T>(map: string, key: string, data: T, options?: CreateOptions): Promise<MapItem<T> | Conflict>;
  /** Writes whether or not the key exists. */
  putItem<T>(map: string, key: string, data: T, options?: PutOptions): Promise<MapItem<T>>;
  /** Writes over exactly this revision; a conflict when it has moved on or is gone. */
  updateItem<T>(
    map: string,
    key: string,
    data: T,
    revision: string,
    options?: WriteOptions,
  ): Promise<MapItem<T> | Conflict>;
  /** Removes it, with a revision only what was seen. A missing item is not an error. */
  removeItem(map: string, key: string, revision?: string): Promise<Conflict | undefined>;
  /** One page of items, by key. */
  listItems<T>(map: string, options?: ListOptions): Promise<MapItem<T>[]>;
}

/** Creates when nothing was seen, else writes over what was seen. */
export function writeDocument<T>(
  store: SyncStore,
  name: string,
  seen: Versioned<unknown> | undefined,
  data: T,
  options?: WriteOptions,
): Promise<Versioned<T> | Conflict> {
  if (seen === undefined) return store.createDocument(name, data, options);
  return store.updateDocument(name, data, seen.revision, options);
}
