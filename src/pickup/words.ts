import { type Speaker, say } from '../messages/say';
import type { Order, OrderTextKind } from './order';

/** What the customer is told about their order, in their language. */
export function wordsOf(speaker: Speaker, order: Order, kind: OrderTextKind): string {
  const { language, name, number, numbered } = order;
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
