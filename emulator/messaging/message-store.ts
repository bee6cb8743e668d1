import type { World } from '../core/world';
import type { MessageRecord } from './records';

/** All messages, found by SID and by number without reading the others. */
export interface MessageStore {
  get(sid: string): MessageRecord | undefined;
  /** Writes the record; returns it. */
  put(record: MessageRecord): MessageRecord;
  remove(sid: string): void;
  all(): MessageRecord[];
  /** Those to or from a number, in the order in which they were made. */
  of(number: string): MessageRecord[];
  countOf(number: string): number;
  nextOrder(): number;
}

export function createMessageStore({ tables }: Pick<World, 'tables'>): MessageStore {
  const table = tables.open<MessageRecord>('messages');
  const byNumber = new Map<string, Set<string>>();
  let lastOrder = 0;

  const index = (record: MessageRecord) => {
    lastOrder = Math.max(lastOrder, record.order ?? 0);
    for (const number of [record.to, record.from]) {
      if (number === undefined) continue;
      const sids = byNumber.get(number);
      if (sids) sids.add(record.sid);
      else byNumber.set(number, new Set([record.sid]));
    }
  };
  const rebuild = () => {
    byNumber.clear();
    lastOrder = 0;
    for (const record of table.values()) index(record);
  };
  rebuild();
  tables.onRestore(rebuild);

  return {
    get: (sid) => table.get(sid),
    put(record) {
      table.set(record.sid, record);
      index(record);
      return record;
    },
    remove(sid) {
      const record = table.get(sid);
      table.delete(sid);
      for (const number of [record?.to, record?.from]) if (number !== undefined) byNumber.get(number)?.delete(sid);
    },
    all: () => [...table.values()],
    of: (number) =>
      [...(byNumber.get(number) ?? [])].flatMap((sid) => {
        const record = table.get(sid);
        return record ? [record] : [];
      }),
    countOf: (number) => byNumber.get(number)?.size ?? 0,
    nextOrder: () => ++lastOrder,
  };
}
