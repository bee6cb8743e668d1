import type { Twilio } from 'twilio';
import { calling, TwilioCallError } from './call-error';
import {
  type Conflict,
  type CreateOptions,
  conflict,
  type ListOptions,
  listLimit,
  type MapItem,
  type PutOptions,
  type SyncStore,
  type Versioned,
  type WriteOptions,
} from './sync-store';

interface Stored {
  data: unknown;
  revision: string;
  dateExpires?: Date | null;
}

const statusOf = (error: unknown): number | undefined => (error instanceof TwilioCallError ? error.status : undefined);

const isMissing = (error: unknown): boolean => statusOf(error) === 404;
const isTaken = (error: unknown): boolean => statusOf(error) === 409;
const hasMovedOn = (error: unknown): boolean => statusOf(error) === 412;

/** Sync sweeps late, so that an expired value may still be answered. */
const isAlive = (stored: Stored, nowMs: number): boolean =>
  !(stored.dateExpires instanceof Date) || stored.dateExpires.getTime() > nowMs;

const versioned = <T>(stored: Stored): Versioned<T> => ({ data: stored.data as T, revision: stored.revision });

/** The store over Twilio Sync. Only what is created by somebody else's second is answered as a conflict; the rest is thrown. */
export function twilioSyncStore(client: Twilio, serviceSid: string, nowMs: () => number): SyncStore {
  // Looked up per call: touching `client.sync` loads that part of the SDK, which not every Function needs.
  const service = () => client.sync.v1.services(serviceSid);

  const orUndefined = async <T>(
    made: Promise<T>,
    ...known: ((error: unknown) => boolean)[]
  ): Promise<T | undefined> => {
    try {
      return await made;
    } catch (error) {
      if (known.some((is) => is(error))) return undefined;
      throw error;
    }
  };

  const createItem = async <T>(
    map: string,
    key: string,
    data: T,
    options?: WriteOptions,
  ): Promise<MapItem<T> | Conflict> => {
    const create = () =>
      calling('SyncMapItems.create', { map, key }, () =>
        service().syncMaps(map).syncMapItems.create({ key, data, itemTtl: options?.ttlSeconds }),
      );
    try {
      return { key, ...versioned<T>(await create()) };
    } catch (error) {
      if (isTaken(error)) return conflict;
      if (!isMissing(error)) throw error;
    }
    // No such Map: a new shard, or nobody provisioned. Two who create it at once both mean the same.
    await orUndefined(
      calling('SyncMaps.create', { map }, () => service().syncMaps.create({ uniqueName: map })),
      isTaken,
    );
    try {
      return { key, ...versioned<T>(await create()) };
    } catch (error) {
      if (isTaken(error)) return conflict;
      throw error;
    }
  };

  /**
   * Whoever creates something second meets it alive, or meets what has expired and was not swept yet: that is written over, by revision, so
   * that of two who meet it one gets a conflict.
   */
  const inPlaceOfExpired = async <T>(
    create: () => Promise<T | Conflict>,
    fetch: () => Promise<Stored>,
    writeOver: (revision: string) => Promise<T | Conflict>,
  ): Promise<T | Conflict> => {
    const created = await create();
    if (created !== conflict) return created;
    const standing = await orUndefined(fetch(), isMissing);
    if (standing === undefined) return create();
    return isAlive(standing, nowMs()) ? conflict : writeOver(standing.revision);
  };

  const writeItem = async <T>(
    map: string,
    key: string,
    data: T,
    revision: string | undefined,
    options?: WriteOptions,
  ): Promise<MapItem<T> | undefined> => {
    const written = await orUndefined(
      calling('SyncMapItems.update', { map, key }, () =>
        service().syncMaps(map).syncMapItems(key).update({ data, itemTtl: options?.ttlSeconds, ifMatch: revision }),
      ),
      isMissing,
      hasMovedOn,
    );
    return written === undefined ? undefined : { key, ...versioned<T>(written) };
  };

  const updateDocument = async <T>(
    name: string,
    data: T,
    revision: string,
    options?: WriteOptions,
  ): Promise<Versioned<T> | Conflict> => {
    const written = await orUndefined(
      calling('Documents.update', { name }, () =>
        service().documents(name).update({ data, ttl: options?.ttlSeconds, ifMatch: revision }),
      ),
      isMissing,
      hasMovedOn,
    );
    return written === undefined ? conflict : versioned<T>(written);
  };

  return {
    async readDocument<T>(name: string) {
      const stored = await orUndefined(
        calling('Documents.fetch', { name }, () => service().documents(name).fetch()),
        isMissing,
      );
      return stored !== undefined && isAlive(stored, nowMs()) ? versioned<T>(stored) : undefined;
    },

    createDocument<T>(name: string, data: T, options?: WriteOptions) {
      return inPlaceOfExpired(
        async () => {
          const created = await orUndefined(
            calling('Documents.create', { name }, () =>
              service().documents.create({ uniqueName: name, data, ttl: options?.ttlSeconds }),
            ),
            isTaken,
          );
          return created === undefined ? conflict : versioned<T>(created);
        },
        () => calling('Documents.fetch', { name }, () => service().documents(name).fetch()),
        (revision) => updateDocument(name, data, revision, { ttlSeconds: 0, ...options }),
      );
    },

    updateDocument,

    async removeDocument(name: string) {
      await orUndefined(
        calling('Documents.remove', { name }, () => service().documents(name).remove()),
        isMissing,
      );
    },

    async readItem<T>(map: string, key: string) {
      const stored = await orUndefined(
        calling('SyncMapItems.fetch', { map, key }, () => service().syncMaps(map).syncMapItems(key).fetch()),
        isMissing,
      );
      return stored !== undefined && isAlive(stored, nowMs()) ? { key, ...versioned<T>(stored) } : undefined;
    },

    createItem<T>(map: string, key: string, data: T, options?: CreateOptions) {
      if (options?.lasting) return createItem(map, key, data);
      return inPlaceOfExpired(
        () => createItem(map, key, data, options),
        () => calling('SyncMapItems.fetch', { map, key }, () => service().syncMaps(map).syncMapItems(key).fetch()),
        async (revision) => (await writeItem(map, key, data, revision, { ttlSeconds: 0, ...options })) ?? conflict,
      );
    },

    async putItem<T>(map: string, key: string, data: T, options?: PutOptions) {
      // Each turn tries one of the two calls; a third is needed when the item comes or goes in between.
      let update = options?.likely === 'known';
      for (let attempt = 0; attempt < 4; attempt += 1) {
        const written = update
          ? await writeItem(map, key, data, undefined, options)
          : await createItem(map, key, data, options);
        if (written !== undefined && written !== conflict) return written;
        update = !update;
      }
      throw new TwilioCallError('SyncMapItems.update', { map, key }, new Error('the item came and went four times'));
    },

    async updateItem<T>(map: string, key: string, data: T, revision: string, options?: WriteOptions) {
      return (await writeItem(map, key, data, revision, options)) ?? conflict;
    },

    async removeItem(map: string, key: string, revision?: string) {
      try {
        await calling('SyncMapItems.remove', { map, key }, () =>
          service().syncMaps(map).syncMapItems(key).remove({ ifMatch: revision }),
        );
      } catch (error) {
        if (hasMovedOn(error)) return conflict;
        if (!isMissing(error)) throw error;
      }
      return undefined;
    },

    async listItems<T>(map: string, { from, limit = listLimit, order }: ListOptions = {}) {
      const page = await orUndefined(
        calling('SyncMapItems.list', { map, from }, () =>
          // One page, one request; `list()` would go on to the next one.
          service()
            .syncMaps(map)
            .syncMapItems.page({ pageSize: Math.min(limit, listLimit), from, order }),
        ),
        isMissing,
      );
      const now = nowMs();
      return (page?.instances ?? [])
        .filter((item) => isAlive(item, now))
        .map((item) => ({ key: item.key, ...versioned<T>(item) }));
    },
  };
}
