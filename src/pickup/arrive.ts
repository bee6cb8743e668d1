import type { Frontdesk } from '../frontdesk';
import { readLanguage } from '../people';
import { digitsOf, type E164 } from '../phone';
import { conflict } from '../twilio/sync-store';
import { type KnownCustomer, listedOrders, listOrder, readCustomer } from './customer';
import { type Arrival, arrive, isOpen, isSameName, statusOf } from './moves';
import { type Order, ordersMap } from './order';
import { changeOrder, type OrderItem, readOrder, ttlOf, withAction } from './orders';
import { searchByName } from './search';

/** Somebody is here, by the answers that they gave. */
export interface Arriving extends Arrival {
  phone: E164;
  /** What find-order answered before: the orders that they came for. */
  orders?: readonly string[];
  /** The conversation, or staff's press; the same one again is a retry. */
  id: string;
  /** Since when they are here, if not since now. */
  sinceMs?: number;
}

export type Arrived =
  | { kind: 'arrived'; items: readonly OrderItem[] }
  /** They have their order by now: nobody waits. */
  | { kind: 'collected'; item: OrderItem }
  | { kind: 'unmatched'; item: OrderItem };

/**
 * Records an arrival: on the order that was found, on those of the phone that carry the name (or on all, when none does), on the one order of
 * another phone that carries it; or on the board, without an order. Whatever staff do in the meantime is looked at again in each write.
 */
export async function recordArrival(frontdesk: Frontdesk, arriving: Arriving): Promise<Arrived> {
  const customer = await readCustomer(frontdesk, arriving.phone);
  const listed = await listedOrders(frontdesk, customer);
  const done = listed.filter(({ data }) => data.actions.some(({ id }) => id === arriving.id));
  if (done.some(({ data }) => data.kind === 'order')) return { kind: 'arrived', items: done };
  const own = listed.filter(({ data }) => isOpen(data));
  const named = own.filter(({ data }) => arriving.name !== undefined && isSameName(arriving.name, data.name));
  const asked = own.filter(({ key }) => arriving.orders?.includes(key));
  const only = arriving.orders?.length === 1 ? asked : [];
  const collected = only.length + named.length === 0 ? await collectedOf(frontdesk, arriving, asked) : undefined;
  if (collected !== undefined) return { kind: 'collected', item: collected };
  const orders = own.filter(({ data }) => data.kind === 'order');
  const mine = [only, named, orders].find((found) => found.length > 0) ?? [];
  const meant = mine.length > 0 ? mine : await ofAnotherPhone(frontdesk, arriving, customer);
  const here = await Promise.all(meant.map((item) => arriveAt(frontdesk, item, arriving)));
  const items = here.filter((item): item is OrderItem => item !== undefined);
  // Closed while the last answer was on its way: staff have seen them
  if (meant.length > 0) return { kind: 'arrived', items: items.length > 0 ? items : meant };
  return { kind: 'unmatched', item: await onTheBoard(frontdesk, arriving, customer) };
}

/** What they came for, if staff have handed it over by now: the order that they name, or all. */
async function collectedOf(
  frontdesk: Frontdesk,
  { orders = [], name }: Arriving,
  open: readonly OrderItem[],
): Promise<OrderItem | undefined> {
  const closed = orders.filter((key) => !open.some((item) => item.key === key));
  const items = await Promise.all(closed.map((key) => readOrder(frontdesk, key)));
  const collected = items.filter((item) => item !== undefined && statusOf(item.data) === 'collected');
  const named = collected.find((item) => name !== undefined && item && isSameName(name, item.data.name));
  return named ?? (open.length === 0 ? collected[0] : undefined);
}

async function arriveAt(frontdesk: Frontdesk, seen: OrderItem, arriving: Arriving): Promise<OrderItem | undefined> {
  const action = { id: arriving.id, name: 'arrive' };
  const decide = (order: Order) => arrive(order, arriving, frontdesk.clock.nowMs());
  const changed = await changeOrder(frontdesk, seen.key, action, decide, seen);
  return changed.kind === 'changed' || changed.kind === 'again' ? changed.item : undefined;
}

/** The order is listed with this phone too, so that its next text finds it. */
async function ofAnotherPhone(
  frontdesk: Frontdesk,
  { name, phone }: Arriving,
  customer: KnownCustomer,
): Promise<OrderItem[]> {
  if (name === undefined) return [];
  const found = await searchByName(frontdesk, name);
  const [only] = found;
  if (only === undefined || found.length > 1) return [];
  await listOrder(frontdesk, phone, only.key, customer);
  return [only];
}

/** One per phone: who texts again is not two people. */
export const arrivalKey = (phone: E164): string => `arrival-${digitsOf(phone)}`;

const ATTEMPTS = 6;

/** Somebody is here, and nobody knows yet for which order. */
export async function onTheBoard(
  frontdesk: Frontdesk,
  arriving: Arriving,
  customer: KnownCustomer,
): Promise<OrderItem> {
  const { store, clock } = frontdesk;
  const { phone, id, name, sinceMs } = arriving;
  const key = arrivalKey(phone);
  const [language] = await Promise.all([readLanguage(frontdesk, phone), listOrder(frontdesk, phone, key, customer)]);
  const nowMs = sinceMs ?? clock.nowMs();
  const bare: Order = {
    kind: 'arrival',
    number: '',
    name: name ?? '',
    phone,
    language,
    placedAt: new Date(nowMs).toISOString(),
    texts: {},
    actions: [],
  };
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const known = await readOrder(frontdesk, key);
    if (known?.data.actions.some((action) => action.id === id)) return known;
    const current = known !== undefined && isOpen(known.data) ? { ...known.data, name: name ?? known.data.name } : bare;
    const move = arrive(current, { ...arriving, name: undefined }, nowMs);
    const next = withAction(move.kind === 'moved' ? move.next : current, { id, name: 'arrive' });
    const written =
      known === undefined
        ? await store.createItem(ordersMap, key, next, ttlOf(next))
        : await store.updateItem(ordersMap, key, next, known.revision, ttlOf(next));
    if (written !== conflict) return written;
  }
  throw new Error(`Order ${key} was written by others ${ATTEMPTS} times in a row`);
}
