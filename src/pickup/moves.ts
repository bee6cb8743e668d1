import type { E164 } from '../phone';
import type { Fact, Order, OrderStatus, OrderText, OrderTextKind } from './order';

/** What may be done with an order. Undo is the removal of a fact. */
export const moveNames = ['ready', 'arrive', 'collected', 'cancel', 'resend', 'text', 'seen'] as const;
export type MoveName = (typeof moveNames)[number] | `undo ${Fact}`;

/** The legal moves: board, Functions and tests read this table; a new status does not compile until it has a row. */
export const legalMoves: Readonly<Record<OrderStatus, readonly MoveName[]>> = {
  preparing: ['ready', 'arrive', 'collected', 'cancel', 'resend', 'text', 'seen'],
  ready: ['arrive', 'collected', 'cancel', 'resend', 'text', 'seen', 'undo readyAt'],
  here: ['ready', 'arrive', 'collected', 'cancel', 'resend', 'text', 'seen', 'undo readyAt', 'undo arrivedAt'],
  collected: ['text', 'seen', 'undo collectedAt'],
  cancelled: ['text', 'seen', 'undo cancelledAt'],
};

export const undoMinutes = 10;
/** A wrong tap is seen at once, a customer who heard nothing says so later. */
export const resendAfterSeconds = 3 * 60;

const minuteMs = 60_000;

export function statusOf(order: Pick<Order, Fact>): OrderStatus {
  if (order.cancelledAt !== undefined) return 'cancelled';
  if (order.collectedAt !== undefined) return 'collected';
  if (order.arrivedAt !== undefined) return 'here';
  if (order.readyAt !== undefined) return 'ready';
  return 'preparing';
}

export const isOpen = (order: Order): boolean => !['collected', 'cancelled'].includes(statusOf(order));

/** What a move comes to: a changed order and the text that follows from it; nothing new; or a reason why not. */
export type Move =
  | { kind: 'moved'; next: Order; text?: OrderTextKind; own?: Pick<OrderText, 'body' | 'by' | 'to'> }
  | { kind: 'already' }
  | { kind: 'not-now'; why: string };

const notNow = (why: string): Move => ({ kind: 'not-now', why });

const words: Readonly<Record<OrderStatus, string>> = {
  preparing: 'is being prepared',
  ready: 'is ready',
  here: 'has its customer waiting',
  collected: 'was handed over',
  cancelled: 'was cancelled',
};

/** Undefined when the table allows the move. */
function forbidden(order: Order, move: MoveName): Move | undefined {
  const status = statusOf(order);
  if (legalMoves[status].includes(move)) return undefined;
  return notNow(`${order.kind === 'order' ? `Order ${order.number}` : 'This arrival'} ${words[status]}.`);
}

const iso = (nowMs: number) => new Date(nowMs).toISOString();

export function ready(order: Order, nowMs: number): Move {
  if (order.kind === 'arrival') return notNow('Nobody knows yet which order this is.');
  if (order.readyAt !== undefined && isOpen(order)) return { kind: 'already' };
  return forbidden(order, 'ready') ?? { kind: 'moved', next: { ...order, readyAt: iso(nowMs) }, text: 'ready' };
}

/** What a customer answered to the flow's questions. */
export interface Arrival {
  name?: string;
  inCar?: boolean;
  carMake?: string;
  carLicense?: string;
  /** When it is not the order's phone. */
  phone?: E164;
}

/** The answers replace those of an earlier arrival as a whole, so that a car from then is not looked for now. */
export function arrive(order: Order, arrival: Arrival, nowMs: number): Move {
  const refused = forbidden(order, 'arrive');
  if (refused) return refused;
  const {
    inCar: _in,
    carMake: _make,
    carLicense: _plate,
    arrivedName: _name,
    arrivedPhone: _phone,
    seenAt: _seen,
    ...rest
  } = order;
  const car = arrival.inCar === true ? { carMake: arrival.carMake, carLicense: arrival.carLicense } : {};
  return {
    kind: 'moved',
    next: {
      ...rest,
      arrivedAt: order.arrivedAt ?? iso(nowMs),
      ...(arrival.inCar !== undefined && { inCar: arrival.inCar }),
      ...car,
      ...(arrival.name !== undefined && !isSameName(arrival.name, order.name) && { arrivedName: arrival.name }),
      ...(arrival.phone !== undefined && arrival.phone !== order.phone && { arrivedPhone: arrival.phone }),
    },
  };
}

export function collect(order: Order, nowMs: number): Move {
  if (order.collectedAt !== undefined && order.cancelledAt === undefined) return { kind: 'already' };
  return forbidden(order, 'collected') ?? { kind: 'moved', next: { ...order, collectedAt: iso(nowMs) } };
}

export function cancel(order: Order, nowMs: number): Move {
  if (order.cancelledAt !== undefined) return { kind: 'already' };
  const refused = forbidden(order, 'cancel');
  if (refused) return refused;
  const next = { ...order, cancelledAt: iso(nowMs) };
  return order.kind === 'arrival' ? { kind: 'moved', next } : { kind: 'moved', next, text: 'cancelled' };
}

/** Takes a fact back. Who was told of it is told again; who never knew is not. */
export function undo(order: Order, fact: Fact, nowMs: number): Move {
  const since = order[fact];
  if (since === undefined) return { kind: 'already' };
  const refused = forbidden(order, `undo ${fact}`);
  if (refused) return refused;
  if (order.kind === 'arrival' && fact === 'arrivedAt') return notNow('Take it off the board instead.');
  if (nowMs - Date.parse(since) > undoMinutes * minuteMs) {
    return notNow(`That was more than ${undoMinutes} minutes ago.`);
  }
  const { [fact]: _gone, ...kept } = order;
  if (fact === 'readyAt') {
    const told = order.texts.ready !== undefined && order.texts.ready.status !== 'failed';
    return { kind: 'moved', next: kept, ...(told && { text: 'not-ready' as const }) };
  }
  if (fact === 'arrivedAt') {
    const {
      inCar: _in,
      carMake: _make,
      carLicense: _plate,
      arrivedName: _name,
      arrivedPhone: _phone,
      seenAt: _seen,
      ...rest
    } = kept;
    return { kind: 'moved', next: rest };
  }
  if (fact === 'cancelledAt' && order.kind === 'order') {
    const told = order.texts.cancelled !== undefined && order.texts.cancelled.status !== 'failed';
    return { kind: 'moved', next: kept, ...(told && { text: 'restored' as const }) };
  }
  return { kind: 'moved', next: kept };
}

/** The ready text once more; of an order that is not ready, the first text. */
export function resend(order: Order, nowMs: number): Move {
  if (order.kind === 'arrival') return notNow('There is no text to send again.');
  const refused = forbidden(order, 'resend');
  if (refused) return refused;
  const kind = order.readyAt === undefined ? 'placed' : 'ready';
  const last = order.texts[kind];
  const waited = last === undefined ? Number.POSITIVE_INFINITY : nowMs - Date.parse(last.at);
  if (last?.status !== 'failed' && waited < resendAfterSeconds * 1000) {
    const minutes = Math.ceil((resendAfterSeconds * 1000 - waited) / minuteMs);
    return notNow(`It was sent just now. You can send it again in ${minutes} min.`);
  }
  return { kind: 'moved', next: order, text: kind };
}

/** A text that nobody finished in this time was left behind by a Function that died; the next one may take its place. */
const stuckMs = 2 * minuteMs;

/** A text in staff's own words, one at a time. */
export function write(order: Order, body: string, by: string, nowMs: number): Move {
  const last = order.texts.staff;
  if (last?.status === 'sending' && nowMs - Date.parse(last.at) < stuckMs) {
    return notNow('The last text is still going out. Try again in a moment.');
  }
  const at = iso(nowMs);
  const next = { ...order, staffWroteAt: at, ...(order.wroteAt !== undefined && { readAt: at }) };
  return { kind: 'moved', next, text: 'staff', own: { body, by, to: order.arrivedPhone ?? order.phone } };
}

/** Whether a text that was left behind may still go out: an order moves on. */
export function isStillTrue(order: Order, kind: OrderTextKind): boolean {
  switch (kind) {
    case 'placed':
      return isOpen(order);
    case 'ready':
      return isOpen(order) && order.readyAt !== undefined;
    case 'not-ready':
      return isOpen(order) && order.readyAt === undefined;
    case 'cancelled':
      return order.cancelledAt !== undefined;
    case 'restored':
      return order.cancelledAt === undefined;
    case 'staff':
      return true;
  }
}

/** Whatever is new on the card has been looked at. */
export function seen(order: Order, nowMs: number): Move {
  const arrivalIsNew = order.arrivedAt !== undefined && order.seenAt === undefined;
  const textIsNew = order.wroteAt !== undefined && (order.readAt === undefined || order.readAt < order.wroteAt);
  if (!arrivalIsNew && !textIsNew) return { kind: 'already' };
  return {
    kind: 'moved',
    next: { ...order, ...(arrivalIsNew && { seenAt: iso(nowMs) }), ...(textIsNew && { readAt: iso(nowMs) }) },
  };
}

/** Names are compared as people say them: no case, no accents, no punctuation. */
export const plainName = (name: string): string =>
  name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

export const isSameName = (one: string, other: string): boolean => plainName(one) === plainName(other);
