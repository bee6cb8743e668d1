import { batch, computed, signal } from '@preact/signals';
import type { Fact, Order, OrderAnswer } from '../../../src/desk/contract';
import { cancel, collect, type Move, ready, resend, seen, statusOf, undo } from '../../../src/pickup/moves';
import { boardOf, hasUnreadText, isFound, isNewArrival, nameOf } from '../lib/board';
import type { Item, Items } from '../lib/items';
import { factWords } from '../lib/words';
import { newActionId, post } from './api';
import { nowMs } from './clock';
import { onSignOut, signedOut } from './session';
import { orders } from './tables';
import { say } from './toast';

type Decide = (order: Order) => Move;

interface Waiting {
  path: string;
  /** What goes with it. */
  said: string;
  decide: Decide;
}

/** Presses that were not answered yet, by order: the card shows them at once. */
const pending = signal<ReadonlyMap<string, readonly Waiting[]>>(new Map());
/** The presses on one card go out one after the other. */
const queues = new Map<string, Promise<unknown>>();

/** Why the last press on a card did nothing, or whom it did not reach. */
export const troubles = signal<ReadonlyMap<string, string>>(new Map());

export const search = signal('');

const foreseenOrder = (order: Order, presses: readonly Waiting[]): Order =>
  presses.reduce((shown, { decide }) => {
    const move = decide(shown);
    return move.kind === 'moved' ? move.next : shown;
  }, order);

const foreseen = (items: Items<Order>, presses: ReadonlyMap<string, readonly Waiting[]>): Items<Order> => {
  if (presses.size === 0) return items;
  const shown = new Map(items);
  for (const [key, waiting] of presses) {
    const item = shown.get(key);
    if (item) shown.set(key, { ...item, data: foreseenOrder(item.data, waiting) });
  }
  return shown;
};

/** The orders as they are shown: with what was pressed and is not answered yet. */
export const shownOrders = computed(() => foreseen(orders.items.value, pending.value));
export const board = computed(() => boardOf(shownOrders.value.values()));
export const foundBoard = computed(() => {
  const text = search.value.trim();
  if (text === '') return board.value;
  return boardOf([...shownOrders.value.values()].filter(({ data }) => isFound(data, text)));
});
export const newArrivals = computed(() => board.value.here.filter(({ data }) => isNewArrival(data)).length);
export const isPending = (key: string): boolean => pending.value.has(key);

export const openKey = signal<string | undefined>(undefined);

export function setTrouble(key: string, why: string | undefined): void {
  const next = new Map(troubles.value);
  if (why === undefined) next.delete(key);
  else next.set(key, why);
  troubles.value = next;
}

const waitingOn = (key: string): readonly Waiting[] => pending.value.get(key) ?? [];

function setWaiting(key: string, waiting: readonly Waiting[]): void {
  const next = new Map(pending.value);
  if (waiting.length === 0) next.delete(key);
  else next.set(key, waiting);
  pending.value = next;
}

interface Pressed {
  /** Shown when it is done, with the way back. */
  done?: string;
  undo?: Fact;
}

/** One press: shown at once, sent, and taken back visibly if the desk says no. The same press right after it is no other one. */
async function press(
  key: string,
  path: string,
  body: object,
  decide: Decide,
  { done, undo: fact }: Pressed = {},
): Promise<boolean> {
  const item = orders.items.value.get(key);
  if (item === undefined) return false;
  const said = JSON.stringify(body);
  const last = waitingOn(key).at(-1);
  if (last?.path === path && last.said === said) return true;
  const name = nameOf(item.data);
  const move = decide(foreseenOrder(item.data, waitingOn(key)));
  if (move.kind === 'not-now') {
    setTrouble(key, move.why);
    return false;
  }
  const waiting = { path, said, decide };
  setTrouble(key, undefined);
  setWaiting(key, [...waitingOn(key), waiting]);
  if (done !== undefined) say({ words: `${name}: ${done}`, undo: fact && (() => void undoFact(key, fact)) });
  const sent = (queues.get(key) ?? Promise.resolve()).then(() =>
    post<OrderAnswer>(`orders/${path}`, { actionId: newActionId(), key, ...body }),
  );
  queues.set(key, sent);
  const answer = await sent;
  if (queues.get(key) === sent) queues.delete(key);
  batch(() => {
    setWaiting(
      key,
      waitingOn(key).filter((each) => each !== waiting),
    );
    const newer = answer.ok ? answer.body.order : answer.failure.order;
    if (newer !== undefined) orders.put(newer);
    const trouble = answer.ok ? answer.body.warning : answer.failure.message;
    if (trouble !== undefined) setTrouble(key, trouble);
  });
  if (answer.ok) return true;
  if (path !== 'seen') say({ words: `${name}: ${answer.failure.message}`, isProblem: true });
  if (answer.status === 401) signedOut(answer.failure.message);
  return false;
}

export const markReady = (key: string) =>
  press(key, 'ready', {}, (order) => ready(order, nowMs()), { done: 'ready', undo: 'readyAt' });
export const handOver = (key: string) =>
  press(key, 'collected', {}, (order) => collect(order, nowMs()), { done: 'handed over', undo: 'collectedAt' });
export const cancelOrder = (key: string) =>
  press(key, 'cancel', {}, (order) => cancel(order, nowMs()), { done: 'cancelled', undo: 'cancelledAt' });
export const undoFact = (key: string, fact: Fact) =>
  press(key, 'undo', { fact }, (order) => undo(order, fact, nowMs()), { done: `took back “${factWords[fact]}”` });
export const resendText = (key: string) =>
  press(key, 'resend', {}, (order) => resend(order, nowMs()), { done: 'texted again' });
export const sendText = (key: string, body: string) =>
  press(key, 'text', { body }, (order) => ({ kind: 'moved', next: order }));
export const matchArrival = (key: string, arrival: string) =>
  press(key, 'match', { arrival }, (order) => ({ kind: 'moved', next: order }), { done: 'is here' });

/** What is being written to customers, by order: it stays, whatever else is opened meanwhile. */
const textDrafts = signal<ReadonlyMap<string, string>>(new Map());
export const textDraftOf = (key: string): string => textDrafts.value.get(key) ?? '';
export const setTextDraft = (key: string, text: string): void => {
  textDrafts.value = new Map(textDrafts.value).set(key, text);
};

/** Somebody touched the card: the sound stops, what was written counts as read. */
export function touch(item: Item<Order>): void {
  if (!isNewArrival(item.data) && !hasUnreadText(item.data)) return;
  void press(item.key, 'seen', {}, (order) => seen(order, nowMs()));
}

/** What a card's big button does. */
export function mainActionOf(order: Order): { label: string; act: (key: string) => void } | undefined {
  if (order.kind === 'arrival') {
    return statusOf(order) === 'here'
      ? {
          label: 'Find the order',
          act: (key) => {
            openKey.value = key;
          },
        }
      : undefined;
  }
  switch (statusOf(order)) {
    case 'preparing':
      return { label: 'Ready', act: (key) => void markReady(key) };
    case 'ready':
    case 'here':
      return { label: 'Handed over', act: (key) => void handOver(key) };
    case 'collected':
    case 'cancelled':
      return undefined;
  }
}

onSignOut(() => {
  search.value = '';
  openKey.value = undefined;
  troubles.value = new Map();
  textDrafts.value = new Map();
});
