import type { World } from '../../core/world';
import type { ItemKey, ItemRow, ObjectKind, ObjectRow } from '../rows';
import { createExpiry } from './expiry';
import type { Feed } from './feed';
import { createSortedKeys, type SortedKeys } from './sorted-keys';

/** The rows, and what is derived from them: names, orders, when each runs out. */
export type State = ReturnType<typeof createState>;

/** @param expire takes away what has run out: an object's SID, or an item's id */
export function createState(
  { clock, causes, tables }: Pick<World, 'clock' | 'causes' | 'tables'>,
  feed: Feed,
  expire: (id: string) => void,
) {
  const objects = tables.open<ObjectRow>('sync.objects');
  const items = tables.open<ItemRow>('sync.items');
  const sidsByName = new Map<string, string>();
  const objectKeys = new Map<string, SortedKeys<string>>();
  const itemKeys = new Map<string, SortedKeys<ItemKey>>();
  let lastOrder = 0;

  const expiry = createExpiry({ clock, causes }, expire);

  const nameKey = (kind: ObjectKind, serviceSid: string, name: string) => `${serviceSid}/${kind}/${name}`;
  const orderKey = ({ order, sid }: ObjectRow) => String(order).padStart(12, '0') + sid;
  const itemId = (parentSid: string, key: ItemKey) => `${parentSid}/${key}`;
  const keysIn = <K extends ItemKey>(index: Map<string, SortedKeys<K>>, name: string): SortedKeys<K> => {
    const known = index.get(name);
    if (known) return known;
    const made = createSortedKeys<K>();
    index.set(name, made);
    return made;
  };

  const rebuild = () => {
    for (const index of [sidsByName, objectKeys, itemKeys]) index.clear();
    feed.clear();
    lastOrder = 0;
    const groups = new Map<string, string[]>();
    for (const row of objects.values()) {
      if (row.uniqueName !== null) sidsByName.set(nameKey(row.kind, row.serviceSid, row.uniqueName), row.sid);
      lastOrder = Math.max(lastOrder, row.order);
      const group = groups.get(`${row.serviceSid}/${row.kind}`);
      if (group) group.push(orderKey(row));
      else groups.set(`${row.serviceSid}/${row.kind}`, [orderKey(row)]);
      if ('lastEventId' in row) feed.historyOf(row);
    }
    for (const [name, keys] of groups) objectKeys.set(name, createSortedKeys(keys));
    const keysOfParents = new Map<string, ItemKey[]>();
    for (const { parentSid, key } of items.values()) {
      const keys = keysOfParents.get(parentSid);
      if (keys) keys.push(key);
      else keysOfParents.set(parentSid, [key]);
    }
    for (const [parentSid, keys] of keysOfParents) itemKeys.set(parentSid, createSortedKeys(keys));
    expiry.reset(expiryTimes());
  };

  function* expiryTimes(): Iterable<readonly [string, number]> {
    for (const { sid, dateExpires } of objects.values()) if (dateExpires !== null) yield [sid, dateExpires];
    for (const { parentSid, key, dateExpires } of items.values()) {
      if (dateExpires !== null) yield [itemId(parentSid, key), dateExpires];
    }
  }

  const expiresAt = (ttl: number | undefined, before: number | null) => {
    if (ttl === undefined) return before;
    return ttl === 0 ? null : clock.now() + ttl * 1000;
  };

  const setObject = (row: ObjectRow) => {
    expiry.move(row.sid, objects.get(row.sid)?.dateExpires ?? null, row.dateExpires);
    objects.set(row.sid, row);
  };
  const setTtl = <Row extends ObjectRow>(row: Row, ttl: number): Row => {
    const next = { ...row, dateExpires: expiresAt(ttl, row.dateExpires), dateUpdated: clock.now() };
    setObject(next);
    return next;
  };
  const setItem = (row: ItemRow) => {
    const id = itemId(row.parentSid, row.key);
    expiry.move(id, items.get(id)?.dateExpires ?? null, row.dateExpires);
    items.set(id, row);
  };
  const deleteItem = (row: ItemRow) => {
    const id = itemId(row.parentSid, row.key);
    expiry.move(id, row.dateExpires, null);
    items.delete(id);
  };

  rebuild();
  tables.onRestore(rebuild);

  return {
    objects,
    items,
    sidsByName,
    objectKeys,
    itemKeys,
    nameKey,
    orderKey,
    itemId,
    keysIn,
    nextOrder(): number {
      lastOrder += 1;
      return lastOrder;
    },
    expiry,
    expiresAt,
    setObject,
    setTtl,
    setItem,
    deleteItem,
  };
}
