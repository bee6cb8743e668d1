import type { Clock } from '../../core/clock';
import * as errors from '../errors';
import type { ItemKey, ItemRow, Json, ParentRow, RowOf } from '../rows';
import { revisionOf } from '../rows';
import type { ItemEvent } from './events';
import type { Feed } from './feed';
import type { SortedKeys } from './sorted-keys';
import type { State } from './state';

export interface ItemWrite {
  readonly data?: Json | undefined;
  readonly ttl?: number | undefined; // seconds; none: as it was
  readonly collectionTtl?: number | undefined; // the same for the map or list
  readonly ifMatch?: string | undefined;
  readonly createdBy: string;
}
export interface Written<Row> {
  readonly row: Row;
  readonly eventId: number;
}

/** The items of maps and lists: how they change, and what is said of it. */
export function createItems(clock: Clock, state: State, feed: Feed) {
  const { items, itemKeys, itemId, keysIn, expiresAt, setObject, setItem, deleteItem } = state;

  /** Counts the parent's event, and says what happened. */
  const itemChanged = (
    parent: ParentRow,
    change: ItemEvent['change'],
    item: ItemRow,
    eventId: number,
    collectionTtl?: number,
  ) => {
    const next = {
      ...parent,
      lastEventId: eventId,
      dateUpdated: clock.now(),
      dateExpires: expiresAt(collectionTtl, parent.dateExpires),
      ...(parent.kind === 'list' &&
        typeof item.key === 'number' && { nextIndex: Math.max(parent.nextIndex, item.key + 1) }),
    };
    setObject(next);
    feed.remember(next, itemEvent(next, change, item, eventId));
  };

  const itemEvent = (parent: ParentRow, change: ItemEvent['change'], item: ItemRow, id: number): ItemEvent => ({
    kind: parent.kind,
    objectSid: parent.sid,
    serviceSid: parent.serviceSid,
    id,
    date: change === 'item-removed' ? clock.now() : item.dateUpdated,
    change,
    key: item.key,
    data: item.data,
    itemRevision: id.toString(16),
    revision: (id + 1).toString(16),
    dateExpires: item.dateExpires,
  });

  const removeItem = (parent: ParentRow, item: ItemRow): number => {
    const eventId = parent.lastEventId + 1;
    deleteItem(item);
    itemKeys.get(parent.sid)?.delete(item.key);
    itemChanged(parent, 'item-removed', item, eventId);
    return eventId;
  };

  const addItem = (parent: ParentRow, key: ItemKey, write: ItemWrite & { data: Json }): Written<ItemRow> => {
    const eventId = parent.lastEventId + 1;
    const nowMs = clock.now();
    const row: ItemRow = {
      parentSid: parent.sid,
      key,
      data: write.data,
      eventId,
      createdBy: write.createdBy,
      dateCreated: nowMs,
      dateUpdated: nowMs,
      dateExpires: expiresAt(write.ttl, null),
    };
    setItem(row);
    keysIn(itemKeys, parent.sid).add(key);
    itemChanged(parent, 'item-added', row, eventId, write.collectionTtl);
    return { row, eventId };
  };

  const changeItem = (parent: ParentRow, item: ItemRow, write: ItemWrite): Written<ItemRow> => {
    const dateExpires = expiresAt(write.ttl, item.dateExpires);
    if (write.data === undefined) {
      const row = { ...item, dateExpires, dateUpdated: clock.now() };
      setItem(row);
      if (write.collectionTtl !== undefined) state.setTtl(parent, write.collectionTtl);
      return { row, eventId: item.eventId };
    }
    const eventId = parent.lastEventId + 1;
    const row = { ...item, data: write.data, eventId, dateExpires, dateUpdated: clock.now() };
    setItem(row);
    itemChanged(parent, 'item-updated', row, eventId, write.collectionTtl);
    return { row, eventId };
  };

  return {
    itemEvent,
    /** Takes away what has run out, whatever its revision. */
    drop: removeItem,
    find: (parent: ParentRow, key: ItemKey): ItemRow | undefined => items.get(itemId(parent.sid, key)),
    /** @throws 54201, 54151 */
    get(parent: ParentRow, key: ItemKey): ItemRow {
      const row = items.get(itemId(parent.sid, key));
      if (!row) throw errors.itemNotFound(parent.kind);
      return row;
    },
    keys: (parent: ParentRow): SortedKeys<ItemKey> => keysIn(itemKeys, parent.sid),
    /** @param key of a map item; a list gives its own @throws 54208 */
    create(parent: ParentRow, key: string | undefined, write: ItemWrite & { data: Json }): Written<ItemRow> {
      const own = parent.kind === 'list' ? parent.nextIndex : (key ?? '');
      if (items.get(itemId(parent.sid, own))) throw errors.itemExists();
      return addItem(parent, own, write);
    },
    /** Without data only the time to live changes: no revision, no event. @throws 54201, 54151, 54205, 54155 */
    update(parent: ParentRow, key: ItemKey, write: ItemWrite): Written<ItemRow> {
      const item = this.get(parent, key);
      if (write.ifMatch !== undefined && write.ifMatch !== revisionOf(item)) throw errors.itemMismatch(parent.kind);
      return changeItem(parent, item, write);
    },
    /** Creates or updates; the revision -1 matches what is not there. @throws 54205 */
    put(parent: RowOf<'map'>, key: string, write: ItemWrite & { data: Json }): Written<ItemRow> & { isNew: boolean } {
      const item = items.get(itemId(parent.sid, key));
      const revision = item ? revisionOf(item) : '-1';
      if (write.ifMatch !== undefined && write.ifMatch !== revision) throw errors.itemMismatch('map');
      return item
        ? { ...changeItem(parent, item, write), isNew: false }
        : { ...addItem(parent, key, write), isNew: true };
    },
    /** @returns the id of the event that says so @throws 54201, 54151, 54205, 54155 */
    remove(parent: ParentRow, key: ItemKey, ifMatch?: string): number {
      const item = this.get(parent, key);
      if (ifMatch !== undefined && ifMatch !== revisionOf(item)) throw errors.itemMismatch(parent.kind);
      return removeItem(parent, item);
    },
  };
}
