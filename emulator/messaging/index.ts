import type { Part, World } from '../core/world';
import { accountsApi } from './accounts-api';
import { createDelivery } from './delivery';
import type { Form } from './form';
import { createInbound, type InboundText, type Reply } from './inbound';
import { keysApi } from './keys-api';
import { schedulingLimits } from './limits';
import { createMessageStore } from './message-store';
import { messagesApi } from './messages-api';
import { createNumberPool } from './number-pool';
import { numbersApi, ownNumber } from './numbers-api';
import { createOptOuts } from './opt-outs';
import { e164Of } from './phone-numbers';
import type { HandsetRecord, MessageRecord, MessageStatus, PhoneNumberRecord } from './records';
import { createSending } from './sending';
import { servicesApi } from './services-api';

export type { InboundText, Reply } from './inbound';
export type { MessageRecord, PhoneNumberRecord } from './records';

/** Texts and what belongs to them: numbers, Messaging Services, API keys, the account; and the handsets at the other end. */
export interface Messaging extends Part {
  /** @throws {TwilioApiError} what CreateMessage would answer */
  send(form: Form): Promise<MessageRecord>;
  /** A handset texts; resolves, with every text that was sent because of it, when all that follows has settled. */
  inbound(text: InboundText): Promise<{ sid: string; replies: Reply[] }>;
  /** What a handset has sent and got, oldest first; with `after`, what came after that message. */
  transcript(number: string, after?: string): TranscriptLine[];
  setHandset(number: string, handset: HandsetRecord): void;
  /** What waits for its `SendAt`, soonest first. */
  scheduled(): ScheduledText[];
  /** Gives the account a number, unless it has it, and sets what the form says, as the REST API does. */
  addNumber(phoneNumber: string, form?: Form): PhoneNumberRecord;
  numbers(): PhoneNumberRecord[];
}
export interface TranscriptLine {
  readonly sid: string;
  readonly direction: 'inbound' | 'outbound';
  readonly from: string;
  readonly to: string;
  readonly body: string;
  readonly status: MessageStatus;
  readonly date: string;
  readonly errorCode?: number;
}
export interface ScheduledText {
  readonly sid: string;
  readonly to: string;
  readonly body: string;
  readonly sendAt: string;
}

export interface MessagingOptions {
  readonly maxScheduled?: number; // for tests; default: Twilio's
}

export function createMessaging(
  world: World,
  { maxScheduled = schedulingLimits.maxScheduled }: MessagingOptions = {},
): Messaging {
  const { clock, tables } = world;
  const handsets = tables.open<HandsetRecord>('handsets');
  const pool = createNumberPool(world);
  const messages = createMessageStore(world);
  const optOuts = createOptOuts(world, pool);
  const delivery = createDelivery({ world, messages, pool, optOuts });
  const sending = createSending(world, messages, delivery, {
    clock,
    pool,
    optOuts,
    scheduledCount: delivery.scheduledCount,
    maxScheduled,
  });
  const inbound = createInbound({ world, messages, pool, optOuts, delivery, sending });

  return {
    operations: {
      'api.twilio.com': {
        ...messagesApi({ world, messages, sending, delivery }),
        ...numbersApi(world, pool),
        ...keysApi(world),
        ...accountsApi(world),
      },
      'messaging.twilio.com': servicesApi(world, pool),
    },
    ownChecks: ['CreateMessage', 'UpdateMessage'],
    async send(form) {
      return sending.send(form);
    },
    inbound,
    transcript(number, after) {
      const e164 = e164Of(number) ?? number;
      const lines = messages
        .of(e164)
        .filter(({ order }) => order !== undefined)
        .sort((a, b) => (a.order ?? 0) - (b.order ?? 0));
      const start = after === undefined ? 0 : lines.findIndex(({ sid }) => sid === after) + 1;
      return lines.slice(start).map(lineOf);
    },
    setHandset: (number, handset) => handsets.set(e164Of(number) ?? number, handset),
    scheduled: () =>
      messages
        .all()
        .filter(({ status }) => status === 'scheduled')
        .sort((a, b) => (a.sendAt ?? 0) - (b.sendAt ?? 0))
        .map(({ sid, to, body, sendAt = 0 }) => ({ sid, to, body, sendAt: new Date(sendAt).toISOString() })),
    addNumber: (phoneNumber, form) => ownNumber(world, pool, phoneNumber, form),
    numbers: () => [...pool.numbers.values()],
    stop: delivery.stop,
  };
}

const lineOf = (record: MessageRecord): TranscriptLine => ({
  sid: record.sid,
  direction: record.direction === 'inbound' ? 'inbound' : 'outbound',
  from: record.from ?? '',
  to: record.to,
  body: record.body,
  status: record.status,
  date: new Date(record.dateSent ?? record.dateCreated).toISOString(),
  ...(record.errorCode !== undefined && { errorCode: record.errorCode }),
});
