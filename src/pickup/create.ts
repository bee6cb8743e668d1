import type { Frontdesk } from '../frontdesk';
import { readLanguage } from '../people';
import type { E164 } from '../phone';
import { conflict, writeDocument } from '../twilio/sync-store';
import { listOrder, openOrders, readCustomer, unlistOrders } from './customer';
import { type Order, ordersMap } from './order';
import { type OrderItem, readOrder, ttlOf, withText } from './orders';
import { hashed, type Told, tell } from './tell';

/** An order as it is to be stored: everything in it was checked. */
export interface NewOrder {
  actionId: string;
  name: string;
  phone: E164;
  number?: string;
  note?: string;
}

export type Created =
  | { kind: 'created'; item: OrderItem; told: Told }
  /** Twilio will never text this number: nothing is stored. */
  | { kind: 'refused'; reason: string };

const numbersDocument = 'pickup.numbers';
/** After it, numbers start from 1 again. */
const highestNumber = 999;
const ATTEMPTS = 10;

/** The next number to say aloud. One that was taken and then not used is left out. */
async function takeNumber({ store }: Frontdesk): Promise<string> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const known = await store.readDocument<{ last: number }>(numbersDocument);
    const last = ((known?.data.last ?? 0) % highestNumber) + 1;
    if ((await writeDocument(store, numbersDocument, known, { last })) !== conflict) return String(last);
  }
  throw new Error(`${numbersDocument} was written by others ${ATTEMPTS} times in a row`);
}

/** The same press has the same key, so that its retry meets the order that it made. */
export const orderKey = (actionId: string): string => `order-${hashed('create', actionId)}`;

/** Lists the order with its customer, stores it, and then texts them: in this order, so that nobody hears of an order that is not there. */
export async function createOrder(frontdesk: Frontdesk, wanted: NewOrder): Promise<Created> {
  const { store, clock } = frontdesk;
  const { actionId, phone } = wanted;
  const key = orderKey(actionId);
  const [customer, language, number] = await Promise.all([
    readCustomer(frontdesk, phone),
    readLanguage(frontdesk, phone),
    wanted.number ?? takeNumber(frontdesk),
  ]);
  const [others] = await Promise.all([
    openOrders(frontdesk, customer).then((items) => items.filter((item) => item.key !== key)),
    listOrder(frontdesk, phone, key, customer),
  ]);
  const nowMs = clock.nowMs();
  const order: Order = withText(
    frontdesk,
    {
      kind: 'order',
      number,
      name: wanted.name,
      phone,
      ...(others.length > 0 && { numbered: true }),
      ...(wanted.note !== undefined && { note: wanted.note }),
      language,
      placedAt: new Date(nowMs).toISOString(),
      texts: {},
      actions: [{ id: actionId, action: 'create' }],
    },
    'placed',
    nowMs,
  );
  const created = await store.createItem(ordersMap, key, order, ttlOf(order));
  const stored = created === conflict ? await readOrder(frontdesk, key) : created;
  if (stored === undefined) return { kind: 'refused', reason: 'This order was taken back a moment ago.' };
  const { told, item } = await tell(frontdesk, stored, 'placed', { again: created === conflict });
  if (told.kind !== 'refused') return { kind: 'created', item, told };
  await store.removeItem(ordersMap, key);
  await unlistOrders(frontdesk, phone, [key]);
  return { kind: 'refused', reason: told.reason };
}
