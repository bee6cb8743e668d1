import { noteActivity } from '../activity';
import type { Frontdesk } from '../frontdesk';
import { type E164, masked } from '../phone';
import { conflict } from '../twilio/sync-store';
import { onTheBoard } from './arrive';
import { listOrder, readCustomer, unlistOrders } from './customer';
import { arrive, cancel, collect, isOpen, type Move, ready, resend, seen, undo, write } from './moves';
import { type Fact, facts, type Order, ordersMap, orderTextKinds } from './order';
import { type Changed, changeOrder, type OrderItem, readOrder } from './orders';
import { tell } from './tell';

/** One press on the desk, by whom. The same id again is a retry of it. */
export interface Press {
  actionId: string;
  by: E164;
  key: string;
}

export type StaffOutcome =
  | { kind: 'done'; item: OrderItem; warning?: string }
  | { kind: 'not-now'; item: OrderItem; why: string }
  | { kind: 'not-found' };

type Plain = 'ready' | 'collected' | 'cancel' | 'resend' | 'seen';

const moves: Readonly<Record<Plain, (order: Order, nowMs: number) => Move>> = {
  ready,
  collected: collect,
  cancel,
  resend,
  seen,
};

const pastOf: Readonly<Record<Plain, string>> = {
  ready: 'ready',
  collected: 'collected',
  cancel: 'cancelled',
  resend: 'sent again',
  seen: 'seen',
};

export const press = (frontdesk: Frontdesk, move: Plain, pressed: Press): Promise<StaffOutcome> =>
  carryOut(frontdesk, pressed, pastOf[move], (order) => moves[move](order, frontdesk.clock.nowMs()));

export async function undoFact(frontdesk: Frontdesk, pressed: Press, fact: Fact): Promise<StaffOutcome> {
  const reopens = fact === 'collectedAt' || fact === 'cancelledAt';
  const item = reopens || fact === 'arrivedAt' ? await readOrder(frontdesk, pressed.key) : undefined;
  // Before it is open again, so that its customer's text finds it
  if (item !== undefined && reopens) await listEverywhere(frontdesk, item);
  // Before they are gone from the order: whoever it was is still here
  if (item !== undefined && fact === 'arrivedAt') await standAlone(frontdesk, pressed, item);
  const outcome = await carryOut(frontdesk, pressed, `undo ${fact}`, (order) =>
    undo(order, fact, frontdesk.clock.nowMs()),
  );
  // And after: whoever closed it may have taken it off the list in between
  if (reopens && outcome.kind === 'done') await listEverywhere(frontdesk, outcome.item);
  return outcome;
}

/** Whoever came from another phone was taken for the wrong order: they stand on the board by themselves again, and their texts are not about it. */
async function standAlone(frontdesk: Frontdesk, { actionId }: Press, { key, data }: OrderItem): Promise<void> {
  const { arrivedPhone: phone, arrivedAt, arrivedName: name = data.name, inCar, carMake, carLicense } = data;
  if (phone === undefined || arrivedAt === undefined) return;
  if (undo(data, 'arrivedAt', frontdesk.clock.nowMs()).kind !== 'moved') return;
  const arriving = { phone, id: actionId, sinceMs: Date.parse(arrivedAt), name, inCar, carMake, carLicense };
  await onTheBoard(frontdesk, arriving, await readCustomer(frontdesk, phone));
  await unlistOrders(frontdesk, phone, [key]);
}

/** Changes the order, then does what follows from it: texts the customer, takes a closed order off their list, notes who did it. */
async function carryOut(
  frontdesk: Frontdesk,
  { actionId, by, key }: Press,
  what: string,
  decide: (order: Order) => Move,
): Promise<StaffOutcome> {
  const changed = await changeOrder(frontdesk, key, { id: actionId, name: what }, decide);
  if (changed.kind === 'not-found' || changed.kind === 'not-now') return changed;
  if (changed.kind === 'already') return { kind: 'done', item: changed.item };
  const again = changed.kind === 'again';
  const { item } = changed;
  const [{ item: told, warning }] = await Promise.all([
    tellWaiting(frontdesk, changed, again),
    settleListing(frontdesk, item, again),
    what === 'seen' || again
      ? undefined
      : noteActivity(frontdesk, { id: actionId, who: masked(by), what, about: aboutOf(item), key }),
  ]);
  return { kind: 'done', item: told, ...(warning !== undefined && { warning }) };
}

export const aboutOf = ({ data }: OrderItem): string => `${data.number} ${data.name}`.trim();

const phonesOf = ({ data }: OrderItem): E164[] =>
  data.arrivedPhone === undefined ? [data.phone] : [data.phone, data.arrivedPhone];

const listEverywhere = (frontdesk: Frontdesk, item: OrderItem) =>
  Promise.all(
    phonesOf(item).map(async (phone) => listOrder(frontdesk, phone, item.key, await readCustomer(frontdesk, phone))),
  );

/** A retry does not know how far the first try came: it may have taken an order off the list that was opened again since. */
async function settleListing(frontdesk: Frontdesk, item: OrderItem, again: boolean): Promise<void> {
  if (!isOpen(item.data)) await unlistEverywhere(frontdesk, item);
  else if (again) await listEverywhere(frontdesk, item);
}

/** Takes a closed order off its customer's list, and puts it back when it was opened again meanwhile. */
async function unlistEverywhere(frontdesk: Frontdesk, item: OrderItem): Promise<void> {
  await Promise.all(phonesOf(item).map((phone) => unlistOrders(frontdesk, phone, [item.key])));
  const now = await readOrder(frontdesk, item.key);
  if (now !== undefined && isOpen(now.data)) await listEverywhere(frontdesk, now);
}

/** Sends what this change said is to be sent; a retry sends whatever is still waiting. */
async function tellWaiting(
  frontdesk: Frontdesk,
  changed: Extract<Changed, { kind: 'changed' | 'again' }>,
  again: boolean,
): Promise<{ item: OrderItem; warning?: string }> {
  let { item } = changed;
  const kinds = changed.kind === 'changed' ? [changed.text] : orderTextKinds;
  for (const kind of kinds) {
    if (kind === undefined || item.data.texts[kind]?.status !== 'sending') continue;
    const { told, item: noted } = await tell(frontdesk, item, kind, { again });
    item = noted;
    if (told.kind === 'refused') return { item, warning: `The customer was not texted. ${told.reason}` };
    if (told.kind === 'unknown') return { item, warning: 'The text is not out yet. It goes out within two minutes.' };
  }
  return { item };
}

/** A text in staff's own words. */
export const textCustomer = (frontdesk: Frontdesk, pressed: Press, body: string): Promise<StaffOutcome> =>
  carryOut(frontdesk, pressed, 'texted', (order) => write(order, body, masked(pressed.by), frontdesk.clock.nowMs()));

/** An arrival on the board turns out to be this order's: what it said goes over to the order, and its own card goes. */
export async function matchArrival(frontdesk: Frontdesk, pressed: Press, arrivalKey: string): Promise<StaffOutcome> {
  const { actionId, by, key } = pressed;
  const arrival = await readOrder(frontdesk, arrivalKey);
  const from = arrival?.data;
  if (from !== undefined && from.kind !== 'arrival') return { kind: 'not-found' };
  if (from !== undefined) await listOrder(frontdesk, from.phone, key, await readCustomer(frontdesk, from.phone));
  const changed = await changeOrder(frontdesk, key, { id: actionId, name: 'matched' }, (order) => {
    if (from === undefined || !isOpen(from)) return { kind: 'not-now', why: 'That arrival is no longer on the board.' };
    const move = arrive(order, { ...from, name: from.name || undefined }, frontdesk.clock.nowMs());
    if (move.kind !== 'moved') return move;
    // They have been waiting since they said so, and staff have seen them
    const arrivedAt = order.arrivedAt ?? from.arrivedAt;
    return {
      kind: 'moved',
      next: { ...move.next, arrivedAt, seenAt: new Date(frontdesk.clock.nowMs()).toISOString() },
    };
  });
  if (changed.kind === 'not-found' || changed.kind === 'not-now') return changed;
  if (arrival !== undefined) {
    // Only as it was seen: what the customer has said since then stays on the board
    const removed = await frontdesk.store.removeItem(ordersMap, arrivalKey, arrival.revision);
    if (removed !== conflict) await unlistOrders(frontdesk, arrival.data.phone, [arrivalKey]);
  }
  await noteActivity(frontdesk, { id: actionId, who: masked(by), what: 'matched', about: aboutOf(changed.item), key });
  return { kind: 'done', item: changed.item };
}

export const isFact = (text: string): text is Fact => facts.some((fact) => fact === text);
