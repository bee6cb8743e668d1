import type { Alarm } from '../core/clock';
import type { World } from '../core/world';
import { messageErrorCodes, messagingErrors } from './errors';
import type { MessageStore } from './message-store';
import type { NumberPool } from './number-pool';
import type { OptOuts } from './opt-outs';
import type { HandsetRecord, MessageRecord, MessageStatus } from './records';
import { segmentsOf } from './segments';

/** The way of a message from Twilio to a handset, with its status callbacks. */
export interface Delivery {
  /** Logs a message that was just stored, and sets it on its way (at `sendAt`, if it is scheduled). */
  start(record: MessageRecord): void;
  /** @throws {TwilioApiError} 30409 unless the message is still scheduled */
  cancel(record: MessageRecord): MessageRecord;
  scheduledCount(): number;
  log(record: MessageRecord): void;
  stop(): void;
}

interface DeliveryParts {
  readonly world: World;
  readonly messages: MessageStore;
  readonly pool: NumberPool;
  readonly optOuts: OptOuts;
}

/** Statuses that change; a message in one of them goes on after a restart. */
const onTheWay: readonly MessageStatus[] = ['accepted', 'queued', 'sending', 'sent'];

/** Statuses whose coming is told to the status callback. 'sending' is seen by who fetches the message, but not told. */
const toldStatuses: readonly MessageStatus[] = ['queued', 'sent', 'delivered', 'undelivered', 'failed'];

export const isOnTheWay = (status: MessageStatus): boolean => onTheWay.includes(status);

export function createDelivery({ world, messages, pool, optOuts }: DeliveryParts): Delivery {
  const { account, clock, causes, webhooks, tables } = world;
  const handsets = tables.open<HandsetRecord>('handsets');
  const scheduled = new Map<string, Alarm>();
  const moving = new Set<string>();

  const log = (record: MessageRecord) => {
    const { sid, direction, from, to, body, status, errorCode } = record;
    world.log.add({
      kind: 'message',
      sid,
      direction: direction === 'inbound' ? 'inbound' : 'outbound',
      from: from ?? '',
      to,
      body,
      status,
      ...(errorCode !== undefined && { errorCode }),
    });
  };

  const callBack = async (record: MessageRecord) => {
    const service = record.messagingServiceSid ? pool.services.get(record.messagingServiceSid) : undefined;
    const url = record.statusCallback ?? (service?.statusCallback || undefined);
    if (url === undefined) return;
    await webhooks.send({
      url,
      params: {
        MessageSid: record.sid,
        SmsSid: record.sid,
        MessageStatus: record.status,
        SmsStatus: record.status,
        To: record.to,
        From: record.from ?? '',
        AccountSid: account.accountSid,
        ApiVersion: apiVersion,
        ...(record.messagingServiceSid && { MessagingServiceSid: record.messagingServiceSid }),
        ...(record.errorCode !== undefined && { ErrorCode: String(record.errorCode) }),
      },
    });
  };

  /** The sender that a Messaging Service takes: the one this handset knows, or the first. */
  const chosenSender = (record: MessageRecord): string | undefined => {
    if (record.from !== undefined || record.messagingServiceSid === undefined) return record.from;
    const members = pool.membersOf(record.messagingServiceSid).map(({ phoneNumber }) => phoneNumber);
    const service = pool.services.get(record.messagingServiceSid);
    if (members.length < 2 || !service?.stickySender) return members[0];
    const known = messages
      .of(record.to)
      .map(({ direction, from, to }) => (direction === 'inbound' ? to : from))
      .findLast((number) => number !== undefined && members.includes(number));
    return known ?? members[0];
  };

  /** What is wrong with a message at the moment it leaves; scheduled ones were checked long ago. */
  const whyNot = (record: MessageRecord, from: string | undefined): number | undefined => {
    if (from === undefined) return messagingErrors.serviceEmpty().code;
    if (record.sendAt === undefined) return undefined;
    const sender = { number: from, serviceSid: record.messagingServiceSid };
    return optOuts.isOptedOut(record.to, sender) ? messagingErrors.optedOut().code : undefined;
  };

  const progress = async (sid: string) => {
    if (moving.has(sid)) return;
    moving.add(sid);
    try {
      await move(sid);
    } finally {
      moving.delete(sid);
    }
  };

  const move = async (sid: string) => {
    // Callbacks go out in order, but do not hold the message up: a handset hears it while a webhook is still being answered.
    let callbacks = Promise.resolve();
    const advance = (status: MessageStatus, changes: Partial<MessageRecord> = {}) => {
      const record = messages.get(sid);
      if (!record) return undefined; // deleted, or the emulator was reset
      const next = messages.put({ ...record, ...changes, status, dateUpdated: clock.now() });
      log(next);
      if (toldStatuses.includes(status)) callbacks = callbacks.then(() => callBack(next));
      return next;
    };
    await turn();
    for (let record = messages.get(sid); record && !isFinal(record.status); await turn(), record = messages.get(sid)) {
      switch (record.status) {
        case 'accepted':
        case 'scheduled': {
          const from = chosenSender(record);
          const errorCode = whyNot(record, from);
          const order = record.order ?? messages.nextOrder();
          if (errorCode !== undefined) advance('failed', { from, order, errorCode });
          else advance('queued', { from, order, numSegments: segmentsIn(record) });
          break;
        }
        case 'queued':
          advance('sending');
          break;
        case 'sending':
          advance('sent', { dateSent: clock.now() });
          break;
        default: {
          const handset = handsets.get(record.to);
          if (handset?.reachable !== false) advance('delivered');
          else advance('undelivered', { errorCode: handset.errorCode ?? messageErrorCodes.unreachableHandset });
        }
      }
    }
    await callbacks;
  };

  const segmentsIn = (record: MessageRecord) => {
    const service = record.messagingServiceSid ? pool.services.get(record.messagingServiceSid) : undefined;
    return segmentsOf(record.body, service?.smartEncoding ?? false);
  };

  const underway = (sid: string) => {
    const work = () => progress(sid);
    const done = causes.current() === undefined ? causes.start('message', work) : causes.busy(work);
    done.catch((error) => console.error(`Message ${sid} got lost on its way`, error));
  };

  const arm = (record: MessageRecord) => {
    const atMs = record.status === 'scheduled' ? (record.sendAt ?? clock.now()) : clock.now();
    const alarm = clock.at(atMs, `message ${record.sid}`, () => {
      scheduled.delete(record.sid);
      causes
        .start('alarm', () => progress(record.sid))
        .catch((error) => console.error(`Message ${record.sid} got lost on its way`, error));
    });
    if (record.status === 'scheduled') scheduled.set(record.sid, alarm);
  };

  const rearm = () => {
    for (const alarm of scheduled.values()) alarm.cancel();
    scheduled.clear();
    for (const record of messages.all()) {
      const isOutbound = record.direction !== 'inbound';
      if (isOutbound && (record.status === 'scheduled' || isOnTheWay(record.status))) arm(record);
    }
  };
  rearm();
  tables.onRestore(rearm);

  return {
    start(record) {
      log(record);
      if (record.status === 'scheduled') arm(record);
      else underway(record.sid);
    },
    cancel(record) {
      const alarm = scheduled.get(record.sid);
      if (record.status !== 'scheduled' || alarm === undefined) throw messagingErrors.cannotCancel(record.status);
      alarm.cancel();
      scheduled.delete(record.sid);
      const canceled = messages.put({ ...record, status: 'canceled', dateUpdated: clock.now() });
      log(canceled);
      const work = () => callBack(canceled);
      const done = causes.current() === undefined ? causes.start('message', work) : causes.busy(work);
      done.catch((error) => console.error(error));
      return canceled;
    },
    scheduledCount: () => scheduled.size,
    log,
    stop() {
      for (const alarm of scheduled.values()) alarm.cancel();
      scheduled.clear();
    },
  };
}

export const apiVersion = '2010-04-01';

const finalStatuses: readonly MessageStatus[] = ['delivered', 'undelivered', 'failed', 'canceled', 'received'];
export const isFinal = (status: MessageStatus): boolean => finalStatuses.includes(status);

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));
