import type { Frontdesk } from '../frontdesk';
import { listLimit } from '../twilio/sync-store';
import { isOpen, isSameName, plainName } from './moves';
import { type Order, ordersMap } from './order';
import type { OrderItem } from './orders';

/** A board has no more open orders than this; who is not found in it is put on the board without an order. */
const pagesAtMost = 20;

/** All items of the board, page by page, up to a limit that keeps a Function within its time. */
export async function* boardItems({ store }: Frontdesk): AsyncGenerator<OrderItem> {
  let from: string | undefined;
  for (let page = 0; page < pagesAtMost; page += 1) {
    const items = await store.listItems<Order>(ordersMap, { from });
    const fresh = items.filter(({ key }) => key !== from);
    yield* fresh;
    const last = items.at(-1);
    if (items.length < listLimit || last === undefined) return;
    from = last.key;
  }
}

/**
 * Open orders of any phone with this name on them: the whole name, or else a part of it ('Cyrus' for 'Cyrus Doe') or more than it ('Order of
 * Cyrus' for 'Cyrus'). 'Cyrus Roe' is somebody else than 'Cyrus Doe'.
 */
export async function searchByName(frontdesk: Frontdesk, name: string): Promise<OrderItem[]> {
  const said = plainName(name);
  if (said === '') return [];
  const whole: OrderItem[] = [];
  const partly: OrderItem[] = [];
  for await (const item of boardItems(frontdesk)) {
    if (item.data.kind !== 'order' || !isOpen(item.data)) continue;
    if (isSameName(item.data.name, name)) whole.push(item);
    else if (isPartOf(said, plainName(item.data.name))) partly.push(item);
  }
  return whole.length > 0 ? whole : partly;
}

/** Whether all words of the one name are in the other. A letter alone is no name. */
function isPartOf(one: string, other: string): boolean {
  const [few = [], many = []] = [one.split(' '), other.split(' ')].sort((a, b) => a.length - b.length);
  return few.some((word) => word.length > 1) && few.every((word) => many.includes(word));
}
