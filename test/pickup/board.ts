import type { Conversation } from '../../src/inbound/conversation';
import { isOpen, statusOf } from '../../src/pickup/moves';
import type { CustomerText, Order } from '../../src/pickup/order';
import type { TestFrontdesk } from '../frontdesk';
import { syncDocuments, syncItems } from '../frontdesk/sync';

/** The board as the desk page would show it: open orders by the number that is said aloud, arrivals without one by 'arrival'. */
export async function board(frontdesk: TestFrontdesk): Promise<Record<string, Order>> {
  const items = await syncItems<Order>(frontdesk, 'orders');
  const open = [...items.values()].filter(isOpen);
  return Object.fromEntries(open.map((order) => [order.number || 'arrival', order]));
}

/** What the drawer shows of a phone's texts, oldest first: '> Hi' from us, '< hello' from them. */
export async function textsWith(frontdesk: TestFrontdesk, number: string): Promise<string[]> {
  const items = await syncItems<CustomerText>(frontdesk, 'texts');
  return [...items.values()]
    .filter(({ phone }) => phone === number)
    .sort((one, other) => one.at.localeCompare(other.at))
    .map(({ direction, body, status }) => `${direction === 'in' ? '<' : '>'} ${body} (${status})`);
}

export const conversations = async (frontdesk: TestFrontdesk): Promise<string[]> =>
  [...(await syncDocuments(frontdesk))].flatMap(([name, data]) =>
    name.startsWith('conversation.') && (data as Conversation).endedAtMs === undefined ? [name] : [],
  );

const listedFor = (documents: ReadonlyMap<string, unknown>, phone: string): string[] => {
  const customer = documents.get(`customer.${phone.slice(1)}`) as { orders: { key: string }[] } | undefined;
  return (customer?.orders ?? []).map(({ key }) => key);
};

/** The promises of pickup, held against what is stored and heard once everything has come to rest. Each line is one that is broken. */
export async function brokenPromises(frontdesk: TestFrontdesk): Promise<string[]> {
  const [items, documents] = await Promise.all([syncItems<Order>(frontdesk, 'orders'), syncDocuments(frontdesk)]);
  const broken: string[] = [];
  for (const [key, order] of items) {
    const named = `${key} (${statusOf(order)})`;
    if (isOpen(order) && !listedFor(documents, order.phone).includes(key)) {
      broken.push(`${named} is open and its customer's text would not find it`);
    }
    if (order.inCar !== true && (order.carMake ?? order.carLicense) !== undefined)
      broken.push(`${named} has a car of before`);
    for (const [kind, text] of Object.entries(order.texts)) {
      const heard = frontdesk.phone(order.phone).allHeard();
      const times = heard.filter(({ body }) => body === text?.body).length;
      if (times === 0 && text?.status !== 'failed')
        broken.push(`${named}: the text '${kind}' is ${text?.status} and was never heard`);
      if (times > 1) broken.push(`${named}: the text '${kind}' was heard ${times} times`);
      if (text?.status === 'sending') broken.push(`${named}: the text '${kind}' was left behind`);
    }
  }
  for (const phone of frontdesk.phones) {
    for (const { body } of phone.allHeard()) {
      const known = [...items.values()].some(({ texts }) => Object.values(texts).some((text) => text?.body === body));
      if (/^Thanks for your order/.test(body) && !known)
        broken.push(`${phone.number} heard of an order that is not there`);
    }
  }
  return broken;
}
