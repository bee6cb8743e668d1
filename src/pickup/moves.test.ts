import {
  arrive,
  cancel,
  collect,
  isOpen,
  legalMoves,
  type MoveName,
  ready,
  resend,
  seen,
  statusOf,
  undo,
} from './moves';
import { facts, type Order, type OrderStatus } from './order';

const now = Date.parse('2026-11-21T12:00:00Z');
const at = (minutesAgo: number) => new Date(now - minutesAgo * 60_000).toISOString();

const placed: Order = {
  kind: 'order',
  number: '41',
  name: 'Cyrus',
  phone: '+12025550114',
  language: 'en',
  placedAt: at(30),
  texts: {},
  actions: [],
};
const orders: Readonly<Record<OrderStatus, Order>> = {
  preparing: placed,
  ready: { ...placed, readyAt: at(5) },
  here: { ...placed, arrivedAt: at(4), inCar: true, carMake: 'red Volvo', carLicense: '8ABC123' },
  collected: { ...placed, readyAt: at(5), arrivedAt: at(4), collectedAt: at(3) },
  cancelled: { ...placed, readyAt: at(5), cancelledAt: at(2) },
};

test.each(Object.entries(orders))('the status of an order that is %s is derived from its facts', (status, order) => {
  expect(statusOf(order)).toBe(status);
  expect(isOpen(order)).toBe(!['collected', 'cancelled'].includes(status));
});

const attempts: readonly (readonly [MoveName, (order: Order) => { kind: string }])[] = [
  ['ready', (order) => ready(order, now)],
  ['arrive', (order) => arrive(order, {}, now)],
  ['collected', (order) => collect(order, now)],
  ['cancel', (order) => cancel(order, now)],
  ['resend', (order) => resend(order, now)],
  ...facts.map((fact) => [`undo ${fact}`, (order: Order) => undo(order, fact, now)] as const),
];
const cases = (Object.keys(orders) as OrderStatus[]).flatMap((status) =>
  attempts.map(([move, attempt]) => [move, status, attempt] as const),
);

test.each(cases)('%s of an order that is %s: only as the table says', (move, status, attempt) => {
  const { kind } = attempt(orders[status]);
  if (kind === 'moved') expect(legalMoves[status]).toContain(move);
  if (kind === 'not-now') expect(legalMoves[status]).not.toContain(move);
});

test('ready and arrived are kept side by side', () => {
  const here = ready(orders.here, now);
  expect(here).toMatchObject({ kind: 'moved', text: 'ready', next: { arrivedAt: at(4), readyAt: at(0), inCar: true } });
});

test('a second arrival replaces what the first one said, and is new again', () => {
  const move = arrive({ ...orders.here, seenAt: at(3) }, { inCar: false }, now);
  expect(move).toMatchObject({ kind: 'moved', next: { inCar: false, arrivedAt: at(4) } });
  for (const gone of ['carMake', 'carLicense', 'seenAt']) expect(move).not.toHaveProperty(`next.${gone}`);
});

test('undo is for ten minutes', () => {
  expect(undo({ ...placed, readyAt: at(10) }, 'readyAt', now).kind).toBe('moved');
  expect(undo({ ...placed, readyAt: at(10.1) }, 'readyAt', now).kind).toBe('not-now');
});

test('undo of an arrival takes the car along, and leaves ready', () => {
  const move = undo({ ...orders.here, readyAt: at(1) }, 'arrivedAt', now);
  expect(move).toMatchObject({ kind: 'moved', next: { readyAt: at(1) } });
  for (const gone of ['arrivedAt', 'inCar', 'carMake', 'carLicense']) expect(move).not.toHaveProperty(`next.${gone}`);
});

test('who was not told that it is ready is not told that it is not', () => {
  const sent = { ready: { status: 'delivered', body: '', at: at(5) } } as const;
  const failed = { ready: { status: 'failed', body: '', at: at(5) } } as const;
  expect(undo({ ...orders.ready, texts: sent }, 'readyAt', now)).toMatchObject({ text: 'not-ready' });
  expect(undo({ ...orders.ready, texts: failed }, 'readyAt', now)).not.toHaveProperty('text');
});

test('the ready text again: after three minutes, or at once when it failed', () => {
  const sent = (minutesAgo: number, status: 'delivered' | 'failed') =>
    resend({ ...orders.ready, texts: { ready: { status, body: '', at: at(minutesAgo) } } }, now);
  expect(sent(2.9, 'delivered')).toEqual({ kind: 'not-now', why: expect.stringMatching(/in 1 min/) });
  expect(sent(3, 'delivered')).toMatchObject({ kind: 'moved', text: 'ready' });
  expect(sent(0, 'failed')).toMatchObject({ kind: 'moved', text: 'ready' });
});

test('what is new is seen once', () => {
  const order = { ...orders.here, wroteAt: at(1) };
  const move = seen(order, now);
  expect(move).toMatchObject({ kind: 'moved', next: { seenAt: at(0), readAt: at(0) } });
  if (move.kind === 'moved') expect(seen(move.next, now)).toEqual({ kind: 'already' });
});
