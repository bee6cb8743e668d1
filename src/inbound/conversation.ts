import type { Frontdesk } from '../frontdesk';
import { digitsOf, type E164 } from '../phone';
import { conflict } from '../twilio/sync-store';

/** Document `conversation.<digits>`, with a TTL: this phone is answering a Studio flow's questions, or was until a moment ago. */
export interface Conversation {
  /** Of the flow: 'https://webhooks.twilio.com/v1/Accounts/AC…/Flows/FW…'. */
  flowUrl: string;
  /** Of the flow, by which it can be ended: only of a flow whose question may be broken out of. */
  executionSid?: string;
  /** Whether `1`, `0` and a service's keyword mean what they always mean even now; otherwise they are answers like any other. */
  keywordsBreakOut?: boolean;
  /** Texts from then on are answers. */
  beganAtMs?: number;
  /** And no text after this one is. */
  endedAtMs?: number;
}

export const conversationDocument = (number: E164): string => `conversation.${digitsOf(number)}`;

const read = ({ store }: Frontdesk, number: E164) => store.readDocument<Conversation>(conversationDocument(number));

/** The conversation that goes on. */
export async function readConversation(frontdesk: Frontdesk, number: E164): Promise<Conversation | undefined> {
  const known = await read(frontdesk, number);
  return known?.data.endedAtMs === undefined ? known?.data : undefined;
}

/** From now on the phone's texts are answers to the flow. */
export async function beginConversation(
  frontdesk: Frontdesk,
  number: E164,
  flowUrl: string,
  { ttlSeconds, ...kept }: { ttlSeconds: number } & Pick<Conversation, 'keywordsBreakOut' | 'executionSid'>,
): Promise<void> {
  const { store, clock } = frontdesk;
  const name = conversationDocument(number);
  const conversation: Conversation = { flowUrl, ...kept, beganAtMs: clock.nowMs() };
  if ((await store.createDocument(name, conversation, { ttlSeconds })) !== conflict) return;
  // One is there: another retry's, one that is over, or an expired one that Sync has not swept yet.
  const before = await read(frontdesk, number);
  await store.removeDocument(name);
  await store.createDocument(name, conversation, { ttlSeconds });
  if (before !== undefined) await leave(frontdesk, before.data, flowUrl);
}

/** Whoever has broken out of a flow's question will not answer it; but Studio would take their next text to that flow for the answer. */
async function leave(frontdesk: Frontdesk, { flowUrl, executionSid, endedAtMs }: Conversation, next: string) {
  if (flowUrl === next || executionSid === undefined || endedAtMs !== undefined) return;
  try {
    await frontdesk.endExecution(flowUrl.slice(flowUrl.lastIndexOf('/') + 1), executionSid);
  } catch (error) {
    frontdesk.log('flow-not-ended', { error }); // then the question is withdrawn by its own time-out
  }
}

/** How long it is known that a conversation is over: until tick has looked at whatever its last text left. */
const rememberedSeconds = 60 * 60;

/** This flow has asked its last question. Another one that began meanwhile goes on: Studio does not end a question that nobody answers. */
export async function endConversation(frontdesk: Frontdesk, number: E164, flowUrl: string | undefined): Promise<void> {
  const { store, clock } = frontdesk;
  const known = await read(frontdesk, number);
  if (known === undefined || known.data.flowUrl !== flowUrl || known.data.endedAtMs !== undefined) return;
  const ended: Conversation = { ...known.data, endedAtMs: clock.nowMs() };
  const options = { ttlSeconds: rememberedSeconds };
  // A conflict: another one has begun meanwhile
  await store.updateDocument(conversationDocument(number), ended, known.revision, options);
}

/** Whether a `1` or `0` of that moment was an answer to a flow. */
export async function wasFlowsDigit(frontdesk: Frontdesk, number: E164, atMs: number): Promise<boolean> {
  const known = await read(frontdesk, number);
  if (known === undefined || known.data.keywordsBreakOut) return false;
  const { beganAtMs = 0, endedAtMs = Number.POSITIVE_INFINITY } = known.data;
  return beganAtMs <= atMs && atMs <= endedAtMs;
}
