import { noteActivity } from '../activity';
import type { Frontdesk } from '../frontdesk';
import { type E164, masked } from '../phone';
import { listOrder, readCustomer, unlistOrders } from './customer';
import { arrive, cancel, collect, isOpen, type Move, ready, resend, seen, undo } from './moves';
import { type CustomerText, type Fact, facts, type Order, type OrderTextKind, ordersMap, textsMap } from './order';
import { type Changed, changeOrder, type OrderItem, readOrder } from './orders';
import { hashed, reasonOf, sendOnce, tell, textKey, textTtlSeconds } from './tell';

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
  // Listed before it is open again, so that its customer's text finds it
  const closing = fact === 'collectedAt' || fact === 'cancelledAt';
  const item = closing ? await readOrder(frontdesk, pressed.key) : undefined;
  if (item !== undefined) {
    const { phone } = item.data;
    await listOrder(frontdesk, phone, item.key, await readCustomer(frontdesk, phone));
  }
  return carryOut(frontdesk, pressed, `undo ${fact}`, (order) => undo(order, fact, frontdesk.clock.nowMs()));
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
    isOpen(item.data) ? undefined : unlistEverywhere(frontdesk, item),
    what === 'seen' || again
      ? undefined
      : noteActivity(frontdesk, { id: actionId, who: masked(by), what, about: aboutOf(item), key }),
  ]);
  return { kind: 'done', item: told, ...(warning !== undefined && { warning }) };
}

export const aboutOf = ({ data }: OrderItem): string => `${data.number} ${data.name}`.trim();

const unlistEverywhere = ({ ...frontdesk }: Frontdesk, { key, data }: OrderItem) =>
  Promise.all([data.phone, data.arrivedPhone].map((phone) => phone && unlistOrders(frontdesk, phone, [key])));

const textKinds: readonly OrderTextKind[] = ['placed', 'ready', 'not-ready', 'cancelled', 'restored'];

/** Sends what this change said is to be sent; a retry sends whatever is still waiting. */
async function tellWaiting(
  frontdesk: Frontdesk,
  changed: Extract<Changed, { kind: 'changed' | 'again' }>,
  again: boolean,
): Promise<{ item: OrderItem; warning?: string }> {
  let { item } = changed;
  const kinds = changed.kind === 'changed' ? [changed.text] : textKinds;
  for (const kind of kinds) {
    if (kind === undefined || item.data.texts[kind]?.status !== 'sending') continue;
    const { told, item: noted } = await tell(frontdesk, item, kind, { again });
    item = noted;
    if (told.kind === 'refused') return { item, warning: `The customer was not texted. ${told.reason}` };
    if (told.kind === 'unknown')
      return { item, warning: 'Twilio does not answer; the text goes out as soon as it does.' };
  }
  return { item };
}

/** A text in staff's own words. */
export async function textCustomer(
  frontdesk: Frontdesk,
  { actionId, by, key }: Press,
  body: string,
): Promise<StaffOutcome> {
  const { store, clock } = frontdesk;
  const at = new Date(clock.nowMs()).toISOString();
  const changed = await changeOrder(frontdesk, key, { id: actionId, name: 'texted' }, (order) => ({
    kind: 'moved',
    next: { ...order, staffWroteAt: at, ...(order.wroteAt !== undefined && { readAt: at }) },
  }));
  if (changed.kind === 'not-found' || changed.kind === 'not-now') return changed;
  const { item } = changed;
  const to = item.data.arrivedPhone ?? item.data.phone;
  const text: CustomerText = { direction: 'out', phone: to, body, at, status: 'sending', by: masked(by) };
  const name = textKey(to, hashed('text', actionId));
  const created = await store.createItem(textsMap, name, text, { ttlSeconds: textTtlSeconds });
  const kept = created === 'conflict' ? await store.readItem<CustomerText>(textsMap, name) : created;
  if (kept === undefined || kept.data.status !== 'sending') return { kind: 'done', item };
  const told = await sendOnce(
    frontdesk,
    { to, body: kept.data.body, at: kept.data.at, about: { kind: 'staff-text', item: name } },
    created === 'conflict',
  );
  if (told.kind === 'unknown') {
    return { kind: 'done', item, warning: 'Twilio does not answer; whether the text went out will show here.' };
  }
  const next: CustomerText =
    told.kind === 'told'
      ? { ...kept.data, status: 'sent', messageSid: told.messageSid }
      : { ...kept.data, status: 'failed', errorCode: told.code };
  await Promise.all([
    store.updateItem(textsMap, name, next, kept.revision),
    noteActivity(frontdesk, { id: actionId, who: masked(by), what: 'texted', about: aboutOf(item), key }),
  ]);
  return {
    kind: 'done',
    item,
    ...(told.kind === 'refused' && { warning: `The text was not sent. ${reasonOf(told.code)}` }),
  };
}

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
    await frontdesk.store.removeItem(ordersMap, arrivalKey);
    await unlistOrders(frontdesk, arrival.data.phone, [arrivalKey]);
  }
  await noteActivity(frontdesk, { id: actionId, who: masked(by), what: 'matched', about: aboutOf(changed.item), key });
  return { kind: 'done', item: changed.item };
}

export const isFact = (text: string): text is Fact => facts.some((fact) => fact === text);
