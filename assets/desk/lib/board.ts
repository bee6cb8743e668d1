import type { Fact, Order, OrderStatus } from '../../../src/desk/contract';
import { plainName, statusOf } from '../../../src/pickup/moves';
import type { Item } from './items';

export type Card = Item<Order>;

/** What staff do next. */
export const columns = ['here', 'ready', 'preparing'] as const;
export type Column = (typeof columns)[number];

export type Board = Readonly<Record<Column, readonly Card[]>> & { readonly closed: readonly Card[] };

const sinceOf: Readonly<Record<OrderStatus, (order: Order) => string>> = {
  here: (order) => order.arrivedAt ?? order.placedAt,
  ready: (order) => order.readyAt ?? order.placedAt,
  preparing: (order) => order.placedAt,
  collected: (order) => order.collectedAt ?? order.placedAt,
  cancelled: (order) => order.cancelledAt ?? order.placedAt,
};

/** Since when the order is what it is now. */
export const sinceMsOf = (order: Order): number => Date.parse(sinceOf[statusOf(order)](order));

/** Somebody came, and nobody of the staff has touched the card since. */
export const isNewArrival = (order: Order): boolean => statusOf(order) === 'here' && order.seenAt === undefined;

/** The customer wrote something that nobody has read. */
export const hasUnreadText = ({ wroteAt, readAt }: Order): boolean =>
  wroteAt !== undefined && (readAt === undefined || readAt < wroteAt);

/** New arrivals first, then who waits longest. */
const inOrder = (one: Card, other: Card): number =>
  Number(isNewArrival(other.data)) - Number(isNewArrival(one.data)) ||
  sinceMsOf(one.data) - sinceMsOf(other.data) ||
  (one.key < other.key ? -1 : 1);

export function boardOf(cards: Iterable<Card>): Board {
  const board: Record<Column | 'closed', Card[]> = { here: [], ready: [], preparing: [], closed: [] };
  for (const card of cards) {
    const status = statusOf(card.data);
    board[status === 'collected' || status === 'cancelled' ? 'closed' : status].push(card);
  }
  for (const column of columns) board[column].sort(inOrder);
  board.closed.sort((one, other) => sinceMsOf(other.data) - sinceMsOf(one.data));
  return board;
}

const plainPlate = (text: string) => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');

/** Whether a search for a name, an order's number, a plate, a car or digits of a phone means this order. */
export function isFound(order: Order, search: string): boolean {
  const wanted = plainName(search);
  const plate = plainPlate(search);
  if (plate === '') return true;
  const names = [order.name, order.arrivedName, order.carMake, order.note].map((text) => plainName(text ?? ''));
  if (wanted !== '' && names.some((name) => name.includes(wanted))) return true;
  if (plainPlate(order.number).startsWith(plate) || plainPlate(order.carLicense ?? '').includes(plate)) return true;
  return /^\d{3,}$/.test(plate) && [order.phone, order.arrivedPhone].some((phone) => phone?.includes(plate));
}

/** The fact that was the last step, which is the one that a person wants to take back. */
export const lastFactOf = (order: Order): Fact | undefined => {
  const byStatus: Readonly<Record<OrderStatus, Fact | undefined>> = {
    cancelled: 'cancelledAt',
    collected: 'collectedAt',
    here: order.readyAt !== undefined && order.readyAt > (order.arrivedAt ?? '') ? 'readyAt' : 'arrivedAt',
    ready: 'readyAt',
    preparing: undefined,
  };
  return byStatus[statusOf(order)];
};

export const nameOf = (order: Order): string => `${order.number} ${order.name}`.trim() || 'Somebody';

/** 'red Volvo · 8ABC123'; what the customer wrote, as text. */
export function carOf({ inCar, carMake, carLicense }: Order): string | undefined {
  if (inCar === false) return 'on foot';
  const known = [carMake, carLicense].filter(Boolean).join(' · ');
  if (known !== '') return known;
  return inCar === true ? 'in a car' : undefined;
}
