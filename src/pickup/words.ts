import { short } from '../messages/format';
import { type Speaker, say } from '../messages/say';
import type { Order, OrderTextKind } from './order';

/** So much of a name leaves room for the rest in one segment. */
const NAME_ROOM = 30;
const NAME_BESIDE_NUMBER = 20;

/** What the customer is told about their order, in their language. */
export function wordsOf(speaker: Speaker, order: Order, kind: OrderTextKind): string {
  const { language, number, numbered } = order;
  const name = short(order.name, kind === 'placed' && numbered ? NAME_BESIDE_NUMBER : NAME_ROOM);
  switch (kind) {
    case 'placed':
      return say(speaker, language, 'orderPlaced', { name, number: numbered ? number : undefined });
    case 'ready':
      return order.arrivedAt === undefined
        ? say(speaker, language, 'orderReady', { name })
        : say(speaker, language, 'orderComing', { name });
    case 'not-ready':
      return say(speaker, language, 'orderNotReady', { name });
    case 'cancelled':
      return say(speaker, language, 'orderCancelled', { name, number });
    case 'staff':
      return '';
    case 'restored':
      return say(speaker, language, 'orderRestored', { name, number });
  }
}
