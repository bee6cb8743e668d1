import type { Frontdesk } from '../frontdesk';
import { digitsOf, type E164 } from '../phone';

/** Document `conversation.<digits>`, with a TTL: this phone is answering a Studio flow's questions. */
export interface Conversation {
  /** Of the flow: 'https://webhooks.twilio.com/v1/Accounts/AC…/Flows/FW…'. */
  flowUrl: string;
  /** Whether `1` and `0` mean dispatch even now; otherwise they are answers like any other. */
  digitsBreakOut?: boolean;
}

export const conversationDocument = (number: E164): string => `conversation.${digitsOf(number)}`;

export const readConversation = async ({ store }: Frontdesk, number: E164): Promise<Conversation | undefined> =>
  (await store.readDocument<Conversation>(conversationDocument(number)))?.data;
