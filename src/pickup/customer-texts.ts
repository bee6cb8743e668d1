import { noteActivity } from '../activity';
import type { Frontdesk } from '../frontdesk';
import type { E164 } from '../phone';
import { openOrders, readCustomer } from './customer';
import type { CustomerText } from './order';
import { noteOnOrder } from './orders';
import { keepText, textKey } from './tell';

/** A text in the customer's own words. */
export interface WrittenText {
  from: E164;
  body: string;
  messageSid: string;
}

/** While staff and customer are writing to each other, no robot answers in between. */
const conversationMs = 2 * 60 * 60_000;
/** How many of a customer's texts are answered by the flow; a robot at the other end gets no more. */
const answeredPerHour = 5;
const hourMs = 60 * 60_000;

/** Who answers a text: the flow; we, to somebody who is here already; or staff alone. */
export type Answerer = 'flow' | 'us' | 'staff';

/** Keeps a customer's text for staff and marks their orders. */
export async function customerWrote(frontdesk: Frontdesk, { from, body, messageSid }: WrittenText): Promise<Answerer> {
  const nowMs = frontdesk.clock.nowMs();
  const at = new Date(nowMs).toISOString();
  const orders = await openOrders(frontdesk, await readCustomer(frontdesk, from));
  // Somebody may write from another phone than the order's: it belongs into the order's drawer
  const phones = orders.length === 0 ? [from] : [...new Set(orders.map(({ data }) => data.phone))];
  const text: CustomerText = { direction: 'in', phone: from, body, at, status: 'sent', messageSid };
  const lately = (times: readonly string[] = []) => times.filter((time) => nowMs - Date.parse(time) < hourMs);
  await Promise.all([
    ...phones.map((phone) => keepText(frontdesk, textKey(phone, messageSid), text)),
    ...orders.map((item) =>
      noteOnOrder(frontdesk, item, (order) =>
        order.actions.some(({ id }) => id === messageSid)
          ? undefined
          : {
              ...order,
              wroteAt: at,
              wroteLately: [...lately(order.wroteLately), at].slice(-answeredPerHour - 1),
              actions: [...order.actions, { id: messageSid, action: 'wrote' }].slice(-8),
            },
      ),
    ),
    ...orders.slice(0, 1).map(({ key, data }) =>
      noteActivity(frontdesk, {
        id: messageSid,
        who: 'customer',
        what: 'wrote',
        about: `${data.number} ${data.name}`,
        key,
      }),
    ),
  ]);
  const inTouch = orders.some(
    ({ data }) => data.staffWroteAt !== undefined && nowMs - Date.parse(data.staffWroteAt) < conversationMs,
  );
  const tooMany = orders.some(({ data }) => lately(data.wroteLately).length >= answeredPerHour);
  if (inTouch || tooMany) return 'staff';
  return orders.some(({ data }) => data.arrivedAt !== undefined) ? 'us' : 'flow';
}
