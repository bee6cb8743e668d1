import { say } from '../messages/say';
import type { Order, OrderTextKind } from './order';

/** What the customer is told about their order, in their language. */
export function wordsOf(order: Order, kind: OrderTextKind): string {
  const { language, name, number, numbered } = order;
  switch (kind) {
    case 'placed':
      return say(language, 'orderPlaced', { name, number: numbered ? number : undefined });
    case 'ready':
      return order.arrivedAt === undefined
        ? say(language, 'orderReady', { name })
        : say(language, 'orderComing', { name });
    case 'not-ready':
      return say(language, 'orderNotReady', { name });
    case 'cancelled':
      return say(language, 'orderCancelled', { name, number });
    case 'staff':
      return '';
    case 'restored':
      return say(language, 'orderRestored', { name, number });
  }
}
