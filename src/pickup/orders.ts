import type { Frontdesk } from '../frontdesk';
import type { Speaker } from '../messages/say';
import { conflict, type MapItem, type WriteOptions } from '../twilio/sync-store';
import { isOpen, type Move } from './moves';
import { type Order, type OrderText, type OrderTextKind, ordersMap } from './order';
import { wordsOf } from './words';

export type OrderItem = MapItem<Order>;

/** A closed order stays so long for its undo, and for who looks for it right afterwards. */
const closedTtlSeconds = 60 * 60;
/** Nobody came for it, nobody took it off the board. */
const openTtlSeconds = 14 * 24 * 60 * 60;

export const ttlOf = (order: Order): WriteOptions => ({
  ttlSeconds: isOpen(order) ? openTtlSeconds : closedTtlSeconds,
});

export const readOrder = ({ store }: Frontdesk, key: string): Promise<OrderItem | undefined> =>
  store.readItem<Order>(ordersMap, key);

/** So many actions are remembered: a retry comes within seconds. */
const rememberedActions = 8;
const ATTEMPTS = 8;

/** The name of something that somebody did, known again on a retry. */
export interface Action {
  id: string;
  name: string;
}

export type Changed =
  | { kind: 'changed'; item: OrderItem; before: OrderItem; text?: OrderTextKind }
  /** This very action had its effect before; what came after it may not have been finished. */
  | { kind: 'again'; item: OrderItem }
  | { kind: 'already'; item: OrderItem }
  | { kind: 'not-now'; item: OrderItem; why: string }
  | { kind: 'not-found' };

export const withAction = (order: Order, { id, name }: Action): Order => ({
  ...order,
  actions: [...order.actions, { id, action: name }].slice(-rememberedActions),
});

/** The order with a text that is to be sent now: whoever finds it like this knows what is still to be done. */
export const withText = (
  speaker: Speaker,
  order: Order,
  kind: OrderTextKind,
  nowMs: number,
  own: Pick<OrderText, 'body' | 'by' | 'to'> = { body: wordsOf(speaker, order, kind) },
): Order => ({
  ...order,
  texts: { ...order.texts, [kind]: { status: 'sending', ...own, at: new Date(nowMs).toISOString() } },
});

/**
 * Reads, decides and writes by revision until no other write comes in between; each time it is asked anew whether the move is legal. The
 * action is kept in the same write, so that a retry finds it; and so is the text that follows, so that it is sent even if this run ends here.
 * @param seen the order as it was just read, to begin with
 */
export async function changeOrder(
  frontdesk: Frontdesk,
  key: string,
  action: Action,
  decide: (order: Order) => Move,
  seen?: OrderItem,
): Promise<Changed> {
  const { store, clock } = frontdesk;
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const before = attempt === 0 && seen !== undefined ? seen : await readOrder(frontdesk, key);
    if (before === undefined) return { kind: 'not-found' };
    if (before.data.actions.some(({ id }) => id === action.id)) return { kind: 'again', item: before };
    const move = decide(before.data);
    if (move.kind !== 'moved') {
      if (before === seen) continue; // only what is true now is a reason
      return { ...move, item: before };
    }
    const moved =
      move.text === undefined ? move.next : withText(frontdesk, move.next, move.text, clock.nowMs(), move.own);
    const next = withAction(moved, action);
    const item = await store.updateItem(ordersMap, key, next, before.revision, ttlOf(next));
    if (item !== conflict) return { kind: 'changed', item, before, text: move.text };
  }
  throw new Error(`Order ${key} was written by others ${ATTEMPTS} times in a row`);
}

/** Like `changeOrder`, for what nobody did: notes without an action of their own. Undefined when there is nothing to write. */
export async function noteOnOrder(
  { store }: Frontdesk,
  seen: OrderItem | string,
  change: (order: Order) => Order | undefined,
): Promise<OrderItem | undefined> {
  const key = typeof seen === 'string' ? seen : seen.key;
  let item = typeof seen === 'string' ? await store.readItem<Order>(ordersMap, key) : seen;
  for (let attempt = 0; attempt < ATTEMPTS && item !== undefined; attempt += 1) {
    const next = change(item.data);
    if (next === undefined) return item;
    // No TTL: it keeps the one it has.
    const written = await store.updateItem(ordersMap, key, next, item.revision);
    if (written !== conflict) return written;
    item = await store.readItem<Order>(ordersMap, key);
  }
  return item;
}
