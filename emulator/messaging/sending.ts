import { newSid } from '../core/ids';
import type { World } from '../core/world';
import type { Delivery } from './delivery';
import { type DraftContext, draftOf } from './draft';
import type { Form } from './form';
import type { MessageStore } from './message-store';
import type { MessageRecord } from './records';
import { segmentsOf } from './segments';

/** Everything that leaves goes through here: the REST API, TwiML, Studio and Twilio's own answers to keywords. */
export interface Sending {
  /** @throws {TwilioApiError} what CreateMessage would answer */
  send(form: Form, direction?: 'outbound-api' | 'outbound-reply'): MessageRecord;
  /** Twilio's own text to a handset; neither opt-out nor webhooks stand in its way. */
  sendOwn(text: { from: string; to: string; body: string }): MessageRecord;
  /** Calls `listener` for each message that leaves at once, with the cause it leaves under. */
  onSend(listener: (record: MessageRecord, cause: string | undefined) => void): void;
}

export function createSending(
  world: World,
  messages: MessageStore,
  delivery: Delivery,
  context: DraftContext,
): Sending {
  const { clock, causes } = world;
  const listeners: ((record: MessageRecord, cause: string | undefined) => void)[] = [];

  const leave = (record: MessageRecord): MessageRecord => {
    messages.put(record);
    delivery.start(record);
    if (record.status !== 'scheduled') for (const listener of listeners) listener(record, causes.current());
    return record;
  };

  return {
    send(form, direction = 'outbound-api') {
      const draft = draftOf(form, context);
      const byService = draft.messagingServiceSid !== undefined;
      const initial = byService ? 'accepted' : 'queued';
      const status = draft.sendAt === undefined ? initial : 'scheduled';
      const now = clock.now();
      return leave({
        sid: newSid(draft.numMedia > 0 ? 'MM' : 'SM'),
        direction,
        ...draft,
        status,
        // A service counts segments when it has chosen a sender.
        numSegments: byService ? 0 : segmentsOf(draft.body),
        dateCreated: now,
        dateUpdated: now,
        ...(status !== 'scheduled' && { order: messages.nextOrder() }),
      });
    },
    sendOwn({ from, to, body }) {
      const now = clock.now();
      return leave({
        sid: newSid('SM'),
        direction: 'outbound-reply',
        from,
        to,
        body,
        status: 'queued',
        numMedia: 0,
        numSegments: segmentsOf(body),
        dateCreated: now,
        dateUpdated: now,
        order: messages.nextOrder(),
      });
    },
    onSend: (listener) => void listeners.push(listener),
  };
}
