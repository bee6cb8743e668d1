import type { Frontdesk } from '../frontdesk';
import { digitsOf, type E164 } from '../phone';
import { type Versioned, writeDocument } from '../twilio/sync-store';
import { isOpen } from './moves';
import type { Customer } from './order';
import { type OrderItem, readOrder } from './orders';

export const customerDocument = (phone: E164): string => `customer.${digitsOf(phone)}`;

export type KnownCustomer = Versioned<Customer> | undefined;

export const readCustomer = ({ store }: Frontdesk, phone: E164): Promise<KnownCustomer> =>
  store.readDocument<Customer>(customerDocument(phone));

/** As long as an order may be open. */
const customerTtlSeconds = 14 * 24 * 60 * 60;
/** More would not be one customer. */
export const ordersPerPhone = 20;
const ATTEMPTS = 6;

async function changeCustomer(
  frontdesk: Frontdesk,
  phone: E164,
  seen: KnownCustomer,
  change: (orders: Customer['orders']) => Customer['orders'] | undefined,
): Promise<void> {
  let known = seen;
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const orders = change(known?.data.orders ?? []);
    if (orders === undefined) return;
    const data = { orders };
    const options = { ttlSeconds: customerTtlSeconds };
    const written = await writeDocument(frontdesk.store, customerDocument(phone), known, data, options);
    if (written !== 'conflict') return;
    known = await readCustomer(frontdesk, phone);
  }
  throw new Error(`${customerDocument(phone)} was written by others ${ATTEMPTS} times in a row`);
}

/** Before the order is stored, so that there is no open order that its customer's text does not find. */
export const listOrder = (frontdesk: Frontdesk, phone: E164, key: string, seen: KnownCustomer): Promise<void> =>
  changeCustomer(frontdesk, phone, seen, (orders) =>
    orders.some((order) => order.key === key)
      ? undefined
      : [...orders, { key, listedAtMs: frontdesk.clock.nowMs() }].slice(-ordersPerPhone),
  );

/** After the order is closed. */
export async function unlistOrders(frontdesk: Frontdesk, phone: E164, keys: readonly string[]): Promise<void> {
  if (keys.length === 0) return;
  const seen = await readCustomer(frontdesk, phone);
  if (seen === undefined) return;
  await changeCustomer(frontdesk, phone, seen, (orders) => {
    const left = orders.filter(({ key }) => !keys.includes(key));
    return left.length === orders.length ? undefined : left;
  });
}

/** What is listed for the phone and still there, open or closed a moment ago. */
export async function listedOrders(frontdesk: Frontdesk, customer: KnownCustomer): Promise<OrderItem[]> {
  const items = await Promise.all((customer?.data.orders ?? []).map(({ key }) => readOrder(frontdesk, key)));
  return items.filter((item): item is OrderItem => item !== undefined);
}

/** The phone's open orders, as their items say. */
export const openOrders = async (frontdesk: Frontdesk, customer: KnownCustomer): Promise<OrderItem[]> =>
  (await listedOrders(frontdesk, customer)).filter(({ data }) => isOpen(data));
