import type { Fact, Order } from '../../../src/desk/contract';
import { undo } from '../../../src/pickup/moves';

/** The rules are the Functions' own. */
export const canUndoNow = (order: Order, fact: Fact, nowMs: number): boolean =>
  undo(order, fact, nowMs).kind === 'moved';
