import type { Frontdesk, Sender } from '../frontdesk';

/** What a command came to, and what its sender is told; without `reply` they have heard already, or shall not. */
export interface Answer {
  outcome: string;
  reply?: string;
}

/** One command: who texted it, and what stood behind it. */
export type Command = (frontdesk: Frontdesk, sender: Sender, argument: string) => Promise<Answer>;
