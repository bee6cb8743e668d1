import { notFound } from '../core/errors';
import type { ApiAnswer, ApiCall, Operation, World } from '../core/world';
import { pageOf } from '../rest/paging';
import { rfc2822 } from './dates';
import { apiVersion, type Delivery, isFinal } from './delivery';
import { messagingErrors } from './errors';
import { textOf } from './form';
import type { MessageStore } from './message-store';
import { e164Of } from './phone-numbers';
import type { MessageRecord } from './records';
import type { Sending } from './sending';

interface MessagesApiParts {
  readonly world: World;
  readonly messages: MessageStore;
  readonly sending: Sending;
  readonly delivery: Delivery;
}

/** The Message resource of api.twilio.com. */
export function messagesApi({ world, messages, sending, delivery }: MessagesApiParts): Record<string, Operation> {
  const { accountSid } = world.account;
  const toJson = (record: MessageRecord) => messageJson(record, accountSid);
  const answer = (record: MessageRecord, status = 200): ApiAnswer => ({ status, body: toJson(record) });

  const find = (call: ApiCall): MessageRecord => {
    const record = messages.get(call.path.Sid ?? '');
    if (!record) throw notFound(new URL(call.url).pathname);
    return record;
  };

  return {
    CreateMessage: (call) => answer(sending.send(call.form), 201),
    FetchMessage: (call) => answer(find(call)),
    ListMessage: (call) => pageOf(call, 'messages', listed(messages, call), toJson),

    UpdateMessage(call) {
      const record = find(call);
      const status = textOf(call.form, 'Status') || undefined;
      const body = textOf(call.form, 'Body');
      if (status !== undefined && status !== 'canceled') throw messagingErrors.invalidStatus(status);
      if (body !== undefined && body !== '') throw messagingErrors.bodyNotEmpty();
      if (status === 'canceled') return answer(delivery.cancel(record));
      if (body === undefined) return answer(record);
      if (!isFinal(record.status)) throw messagingErrors.notComplete('update');
      return answer(messages.put({ ...record, body: '', dateUpdated: world.clock.now() }));
    },

    DeleteMessage(call) {
      const record = find(call);
      if (!isFinal(record.status)) throw messagingErrors.notComplete('delete');
      messages.remove(record.sid);
      return { status: 204 };
    },
  };
}

/** Those that the call asks for, newest first. */
function listed(messages: MessageStore, { query }: ApiCall): MessageRecord[] {
  const numberIn = (name: string) => {
    const text = textOf(query, name);
    return text ? (e164Of(text) ?? text) : undefined;
  };
  const to = numberIn('To');
  const from = numberIn('From');
  const isWanted = dateFilter(query);
  const narrowest = [to, from]
    .filter((number) => number !== undefined)
    .sort((a, b) => messages.countOf(a) - messages.countOf(b))[0];
  return (narrowest === undefined ? messages.all() : messages.of(narrowest))
    .filter((one) => (to === undefined || one.to === to) && (from === undefined || one.from === from))
    .filter(isWanted)
    .reverse();
}

const dayMs = 24 * 60 * 60 * 1000;

/** `DateSent` is a day in UTC; with < and > it is a bound that is itself allowed. A scheduled message has not been sent. */
function dateFilter(query: ApiCall['query']): (record: MessageRecord) => boolean {
  const timeIn = (name: string): number | undefined => {
    const ms = Date.parse(textOf(query, name) ?? '');
    return Number.isNaN(ms) ? undefined : ms;
  };
  const on = timeIn('DateSent');
  const until = timeIn('DateSent<');
  const since = timeIn('DateSent>');
  if (on === undefined && until === undefined && since === undefined) return () => true;
  const day = on === undefined ? undefined : Math.floor(on / dayMs);
  return ({ dateSent, dateCreated, status }) => {
    if (dateSent === undefined && (status === 'scheduled' || status === 'canceled')) return false;
    const second = Math.floor((dateSent ?? dateCreated) / 1000) * 1000;
    if (day !== undefined && Math.floor(second / dayMs) !== day) return false;
    return (until === undefined || second <= until) && (since === undefined || second >= since);
  };
}

export function messageJson(record: MessageRecord, accountSid: string): Record<string, unknown> {
  const uri = `/2010-04-01/Accounts/${accountSid}/Messages/${record.sid}`;
  return {
    sid: record.sid,
    account_sid: accountSid,
    api_version: apiVersion,
    body: record.body,
    direction: record.direction,
    from: record.from ?? null,
    to: record.to,
    status: record.status,
    num_media: String(record.numMedia),
    num_segments: String(record.numSegments),
    messaging_service_sid: record.messagingServiceSid ?? null,
    error_code: record.errorCode ?? null,
    error_message: null,
    price: null,
    price_unit: 'USD',
    date_created: rfc2822(record.dateCreated),
    date_updated: rfc2822(record.dateUpdated),
    date_sent: record.dateSent === undefined ? null : rfc2822(record.dateSent),
    subresource_uris: { media: `${uri}/Media.json` },
    uri: `${uri}.json`,
  };
}
