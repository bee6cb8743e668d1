import { newSid } from '../../core/ids';
import type { World } from '../../core/world';
import * as errors from '../errors';
import type { Json, ObjectKind, ObjectRow, RowOf, ServiceRow } from '../rows';
import { revisionOf } from '../rows';
import type { ItemEvent, StreamMessage, SyncEvent, UpdateEvent } from './events';
import { createFeed } from './feed';
import { createItems, type ItemWrite } from './items';
import { createPermissions } from './permissions';
import { createServices } from './services';
import type { SortedKeys } from './sorted-keys';
import { createState } from './state';

export const sidPrefixes = { document: 'ET', map: 'MP', list: 'ES', stream: 'TO' } as const satisfies Record<
  ObjectKind,
  string
>;

/** Sync's state and the rules by which it changes, whoever asks: REST, a client's socket, the clock. What it is given was checked before. */
export type Store = ReturnType<typeof createStore>;

export interface NewObject {
  readonly uniqueName?: string | undefined;
  readonly data?: Json | undefined; // of a document
  readonly ttl?: number | undefined; // seconds; 0 or none: for ever
  readonly createdBy: string;
}

export const systemAuthor = 'system'; // who REST writes as

export function createStore(world: World) {
  const { clock, tables } = world;
  const services = createServices(world);
  const permissions = createPermissions(tables);
  const feed = createFeed();
  const state = createState(world, feed, (id) => expire(id));
  const itemsOf = createItems(clock, state, feed);
  const { objects, items, sidsByName, objectKeys, itemKeys, nameKey, orderKey, itemId, keysIn } = state;
  const { expiry, expiresAt, setObject, setTtl, deleteItem } = state;
  const { emit, remember, historyOf } = feed;

  const expire = (id: string) => {
    const object = objects.get(id);
    if (object) {
      removeObject(object);
      return;
    }
    const item = items.get(id);
    const parent = item && objects.get(item.parentSid);
    if (item && parent && (parent.kind === 'map' || parent.kind === 'list')) itemsOf.drop(parent, item);
  };

  const removeObject = (row: ObjectRow): number => {
    expiry.move(row.sid, row.dateExpires, null);
    objects.delete(row.sid);
    if (row.uniqueName !== null) sidsByName.delete(nameKey(row.kind, row.serviceSid, row.uniqueName));
    objectKeys.get(`${row.serviceSid}/${row.kind}`)?.delete(orderKey(row));
    const keys = itemKeys.get(row.sid);
    itemKeys.delete(row.sid);
    for (let index = 0; keys !== undefined && index < keys.size; index += 1) {
      const item = items.get(itemId(row.sid, keys.at(index) ?? ''));
      if (item) deleteItem(item);
    }
    permissions.removeAll(row.sid);
    feed.forget(row.sid);
    if (row.kind === 'stream') return 0;
    const id = row.lastEventId + 1;
    const { kind, sid: objectSid, serviceSid } = row;
    const revision = revisionOf({ ...row, lastEventId: id });
    emit({ kind, objectSid, serviceSid, id, date: clock.now(), change: 'removed', revision, row });
    return id;
  };

  return {
    /** Takes away what has run out, if the alarm for it has not rung yet. Called before each call is served. */
    sweep: () => expiry.sweep(),
    /** By the emulator's clock. */
    now: (): number => clock.now(),
    onEvent: feed.onEvent,
    onMessage: feed.onMessage,
    onCreate: feed.onCreate,

    services: {
      ...services,
      /** With everything in it. */
      remove(row: ServiceRow): void {
        for (const object of [...objects.values()]) if (object.serviceSid === row.sid) removeObject(object);
        services.remove(row);
      },
    },

    objects: {
      /** @param id a SID or a unique name @throws 54300 for a name, 54100, 54150, 54200 for a SID that is not there */
      get<K extends ObjectKind>(kind: K, serviceSid: string, id: string): RowOf<K> {
        if (isSidOf(kind, id)) {
          const row = objects.get(id);
          if (row?.kind !== kind || row.serviceSid !== serviceSid) throw errors.objectNotFound(kind);
          return row as RowOf<K>;
        }
        const row = objects.get(sidsByName.get(nameKey(kind, serviceSid, id)) ?? '');
        if (!row) throw errors.nameNotFound();
        return row as RowOf<K>;
      },
      find: (sid: string): ObjectRow | undefined => objects.get(sid),
      /** What orders the objects of a kind; `fromKey` finds one again. */
      keys: (kind: ObjectKind, serviceSid: string): SortedKeys<string> => keysIn(objectKeys, `${serviceSid}/${kind}`),
      fromKey: (key: string): ObjectRow | undefined => objects.get(key.slice(12)),
      /** @throws 54301 */
      create<K extends ObjectKind>(
        kind: K,
        serviceSid: string,
        { uniqueName, data, ttl, createdBy }: NewObject,
      ): RowOf<K> {
        const name = uniqueName === undefined ? undefined : nameKey(kind, serviceSid, uniqueName);
        if (name !== undefined && sidsByName.has(name)) throw errors.nameExists();
        const nowMs = clock.now();
        const base = {
          sid: newSid(sidPrefixes[kind]),
          serviceSid,
          uniqueName: uniqueName ?? null,
          createdBy,
          dateCreated: nowMs,
          dateUpdated: nowMs,
          dateExpires: expiresAt(ttl, null),
          order: state.nextOrder(),
        };
        const own: Record<ObjectKind, object> = {
          document: { lastEventId: 0, data: data ?? {} },
          map: { lastEventId: -1 },
          list: { lastEventId: -1, nextIndex: 0 },
          stream: {},
        };
        const row = { kind, ...base, ...own[kind] } as RowOf<K>;
        setObject(row);
        if (name !== undefined) sidsByName.set(name, row.sid);
        keysIn(objectKeys, `${serviceSid}/${kind}`).add(orderKey(row));
        if ('lastEventId' in row) historyOf(row);
        feed.created(row);
        return row;
      },
      setTtl,
      /** @returns the id of the event that says so */
      remove: removeObject,
      /** What a client that knows an object up to `eventId` has missed; undefined when it has to read anew. */
      since(row: RowOf<'document' | 'map' | 'list'>, eventId: number): SyncEvent[] | undefined {
        if (row.kind === 'document') {
          // Documents keep their latest state only.
          if (eventId > row.lastEventId) return undefined;
          return eventId === row.lastEventId ? [] : [documentEvent(row)];
        }
        return historyOf(row).since(eventId, () => {
          const events: ItemEvent[] = [];
          const keys = keysIn(itemKeys, row.sid);
          for (let index = 0; index < keys.size; index += 1) {
            const item = items.get(itemId(row.sid, keys.at(index) ?? ''));
            if (item && item.eventId > eventId) events.push(itemsOf.itemEvent(row, 'item-updated', item, item.eventId));
          }
          return events;
        });
      },
    },

    documents: {
      /** @throws 54103 */
      update(row: RowOf<'document'>, { data, ttl, ifMatch }: Omit<ItemWrite, 'createdBy'>): RowOf<'document'> {
        if (ifMatch !== undefined && ifMatch !== revisionOf(row)) throw errors.documentMismatch();
        const changed = data === undefined ? row : { ...row, data, lastEventId: row.lastEventId + 1 };
        const next = { ...changed, dateUpdated: clock.now(), dateExpires: expiresAt(ttl, row.dateExpires) };
        setObject(next);
        if (data !== undefined) remember(next, documentEvent(next));
        return next;
      },
    },

    items: itemsOf,

    permissions,

    publish(stream: RowOf<'stream'>, data: Json): StreamMessage {
      const message = { streamSid: stream.sid, serviceSid: stream.serviceSid, sid: newSid('TZ'), data };
      feed.send(message);
      return message;
    },
  };

  function documentEvent(row: RowOf<'document'>): UpdateEvent {
    return {
      kind: 'document',
      objectSid: row.sid,
      serviceSid: row.serviceSid,
      id: row.lastEventId,
      date: row.dateUpdated,
      change: 'updated',
      data: row.data,
      revision: revisionOf(row),
      dateExpires: row.dateExpires,
    };
  }
}

const isSidOf = (kind: ObjectKind, id: string) => new RegExp(`^${sidPrefixes[kind]}[0-9a-f]{32}$`).test(id);
