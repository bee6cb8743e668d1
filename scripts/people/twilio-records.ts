import type { E164 } from '../../src/phone';
import type { AccountClient } from '../../src/twilio/account-client';

/** What Twilio itself keeps of conversations with the front desk. */
export interface TwilioRecords {
  readonly messages: readonly KeptMessage[];
  readonly executions: readonly KeptExecution[];
}

/** A text, oldest first. */
export interface KeptMessage {
  readonly sid: string;
  readonly direction: string;
  readonly from: string | null;
  readonly to: string | null;
  readonly body: string;
  readonly status: string;
  readonly errorCode: number | null;
  readonly segments: number;
  readonly dateCreated: string; // ISO 8601
}

/** A conversation with a Studio flow, with all that was said in it. */
export interface KeptExecution {
  readonly sid: string;
  readonly flowSid: string;
  readonly flow: string;
  readonly contact: string;
  readonly status: string;
  readonly dateCreated: string; // ISO 8601
  readonly context: unknown;
}

/** Twilio keeps whole seconds, and a text is answered within one. */
const byTime = (a: KeptMessage, b: KeptMessage): number =>
  a.dateCreated === b.dateCreated
    ? Number(b.direction === 'inbound') - Number(a.direction === 'inbound')
    : a.dateCreated < b.dateCreated
      ? -1
      : 1;

export interface FrontdeskAtTwilio {
  readonly number: E164;
  readonly messagingServiceSid: string | undefined;
  /** Before the name of each flow: 'Frontdesk (dev)'. */
  readonly name: string;
}

const pageSize = 1000; // Twilio's largest

type Message = Awaited<ReturnType<AccountClient['messages']['list']>>[number];

const keptMessage = (message: Message): KeptMessage => ({
  sid: message.sid,
  direction: message.direction,
  from: message.from,
  to: message.to,
  body: message.body,
  status: message.status,
  errorCode: message.errorCode,
  segments: Number(message.numSegments),
  dateCreated: message.dateCreated.toISOString(),
});

/** The texts between the front desk and one person, those that are scheduled too; or between it and everybody, without those. */
export async function messagesWith(
  client: AccountClient,
  { number, messagingServiceSid }: FrontdeskAtTwilio,
  person?: E164,
  { since }: { readonly since?: Date } = {},
): Promise<KeptMessage[]> {
  const page = { pageSize, ...(since !== undefined && { dateSentAfter: since }) };
  const [sent, received] = await Promise.all([
    // Not by `from`: a scheduled text has no sender yet
    client.messages.list(person === undefined ? { from: number, ...page } : { to: person, ...page }),
    client.messages.list({ to: number, ...(person !== undefined && { from: person }), ...page }),
  ]);
  const ours = sent.filter(
    (message) =>
      message.from === number ||
      (messagingServiceSid !== undefined && message.messagingServiceSid === messagingServiceSid),
  );
  const all = new Map([...ours, ...received].map((message) => [message.sid, keptMessage(message)]));
  return [...all.values()].sort(byTime);
}

/** The conversations with the front desk's flows: of one person or of everybody. */
export async function executionsWith(
  client: AccountClient,
  { name }: FrontdeskAtTwilio,
  person?: E164,
): Promise<KeptExecution[]> {
  const flows = (await client.studio.v2.flows.list()).filter(({ friendlyName }) =>
    friendlyName.startsWith(`${name}: `),
  );
  const found: KeptExecution[] = [];
  for (const flow of flows) {
    const { executions } = client.studio.v2.flows(flow.sid);
    const listed = await executions.list({ pageSize });
    for (const { sid, contactChannelAddress: contact, status, dateCreated } of listed) {
      if (person !== undefined && contact !== person) continue;
      const { context } = await executions(sid).executionContext().fetch();
      const { sid: flowSid, friendlyName } = flow;
      found.push({
        sid,
        flowSid,
        flow: friendlyName,
        contact,
        status,
        dateCreated: dateCreated.toISOString(),
        context,
      });
    }
  }
  return found;
}
