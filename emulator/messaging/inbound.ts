import { TwilioApiError } from '../core/errors';
import { newSid } from '../core/ids';
import type { WebhookAnswer, World } from '../core/world';
import { apiVersion, type Delivery } from './delivery';
import { messageErrorCodes, messagingErrors } from './errors';
import { messageLimits } from './limits';
import type { MessageStore } from './message-store';
import type { NumberPool } from './number-pool';
import { optOutKeywordOf, optOutKeywords } from './opt-out-words';
import type { OptOuts } from './opt-outs';
import { countryOf, e164Of } from './phone-numbers';
import type { MessageRecord, PhoneNumberRecord } from './records';
import { segmentsOf } from './segments';
import type { Sending } from './sending';
import { TwimlError, type Verb, verbsOf } from './twiml';

export interface InboundText {
  readonly from: string;
  readonly to?: string; // default: the account's first number
  readonly body: string;
  /** A MessageSid that Twilio has sent already is sent again, as its retries do; an unknown one is given to the new message. */
  readonly sid?: string;
  /** 'fallback' sends straight to the fallback URL, as Twilio does when the first one failed. */
  readonly via?: 'webhook' | 'fallback';
}
export interface Reply {
  readonly to: string;
  readonly from: string;
  readonly body: string;
  readonly sid: string;
}

interface InboundParts {
  readonly world: World;
  readonly messages: MessageStore;
  readonly pool: NumberPool;
  readonly optOuts: OptOuts;
  readonly delivery: Delivery;
  readonly sending: Sending;
}

interface Target {
  readonly url: string;
  readonly method: 'GET' | 'POST';
}
type Params = Readonly<Record<string, string>>;

/** What a handset sends to one of the account's numbers: stored, shown to the webhook, and its answer carried out. */
export function createInbound({ world, messages, pool, optOuts, delivery, sending }: InboundParts) {
  const { account, causes, clock, webhooks } = world;
  const sentUnder = new Map<string, MessageRecord[]>();
  let count = 0;
  sending.onSend((record, cause) => {
    if (cause !== undefined) sentUnder.get(cause)?.push(record);
  });

  const numberFor = (to: string | undefined): PhoneNumberRecord => {
    const number = to === undefined ? [...pool.numbers.values()][0] : pool.byNumber(e164Of(to) ?? to);
    if (!number) throw messagingErrors.noSuchNumber(to);
    return number;
  };

  const arrive = (text: InboundText): { record: MessageRecord; isNew: boolean } => {
    const known = text.sid === undefined ? undefined : messages.get(text.sid);
    if (known) return { record: known, isNew: false };
    if (text.sid !== undefined && !/^(SM|MM)[0-9a-f]{32}$/.test(text.sid)) {
      throw new TwilioApiError(400, 90001, `${text.sid} is not a Message SID`);
    }
    const from = e164Of(text.from);
    if (from === undefined) throw messagingErrors.invalidTo(text.from);
    const number = numberFor(text.to);
    const serviceSid = pool.serviceOf(number.sid)?.sid;
    const now = clock.now();
    const record = messages.put({
      sid: text.sid ?? newSid('SM'),
      direction: 'inbound',
      from,
      to: number.phoneNumber,
      body: text.body,
      status: 'received',
      numMedia: 0,
      numSegments: segmentsOf(text.body),
      ...(serviceSid && { messagingServiceSid: serviceSid }),
      dateCreated: now,
      dateUpdated: now,
      dateSent: now,
      order: messages.nextOrder(),
    });
    delivery.log(record);
    return { record, isNew: true };
  };

  /** Twilio obeys its keywords before anybody else hears of them; the webhook is called all the same. */
  const obeyKeyword = (record: MessageRecord) => {
    const keyword = optOutKeywordOf(record.body);
    const { from, to } = record;
    if (keyword === undefined || from === undefined) return;
    const changes = keyword === 'help' || optOuts.record(from, to, keyword === 'opt-out');
    if (changes) sending.sendOwn({ from: to, to: from, body: optOutKeywords[keyword].reply });
  };

  const targetsOf = (record: MessageRecord): { first?: Target; fallback?: Target } => {
    const number = pool.byNumber(record.to);
    if (!number) return {};
    const service = pool.serviceOf(number.sid);
    if (service && !service.useInboundWebhookOnNumber) {
      return {
        first: targetOf(service.inboundRequestUrl, service.inboundMethod),
        fallback: targetOf(service.fallbackUrl, service.fallbackMethod),
      };
    }
    return {
      first: targetOf(number.smsUrl, number.smsMethod),
      fallback: targetOf(number.smsFallbackUrl, number.smsFallbackMethod),
    };
  };

  const paramsOf = (record: MessageRecord): Params => ({
    ToCountry: countryOf(record.to),
    ToState: '',
    SmsMessageSid: record.sid,
    NumMedia: String(record.numMedia),
    ToCity: '',
    FromZip: '',
    SmsSid: record.sid,
    FromState: '',
    SmsStatus: 'received',
    FromCity: '',
    Body: record.body,
    FromCountry: countryOf(record.from ?? ''),
    To: record.to,
    ...(record.messagingServiceSid && { MessagingServiceSid: record.messagingServiceSid }),
    ToZip: '',
    NumSegments: String(record.numSegments),
    MessageSid: record.sid,
    AccountSid: account.accountSid,
    From: record.from ?? '',
    ApiVersion: apiVersion,
  });

  /** Logs what Twilio's debugger would show about an inbound message. */
  const report = (record: MessageRecord, errorCode: number) => delivery.log({ ...record, errorCode });

  /** @throws {TwimlError} when the document cannot be had or read */
  const fetchVerbs = async ({ url, method }: Target, params: Params): Promise<Verb[]> => {
    const answer = await webhooks.send({ url, method, params, timeoutMs: messageLimits.webhookTimeoutMs });
    if (!isSuccess(answer)) {
      const why = answer.error ?? `status ${answer.status}`;
      throw new TwimlError(messageErrorCodes.retrievalFailed, `${url}: ${why}`);
    }
    return verbsOf({ body: answer.body, contentType: answer.headers['content-type'] ?? 'text/xml' }, url);
  };

  /** Carries out a document and those that it leads to. */
  const follow = async (record: MessageRecord, first: Target, params: Params) => {
    let next: { target: Target; params: Params } | undefined = { target: first, params };
    for (let documents = 0; next !== undefined; documents += 1) {
      if (documents === messageLimits.maxTwimlDocuments) {
        throw new TwimlError(messageErrorCodes.documentRetrievalLimit, `More than ${documents} documents`);
      }
      const verbs = await fetchVerbs(next.target, next.params);
      next = undefined;
      for (const verb of verbs) {
        if (verb.kind === 'redirect') {
          next = { target: verb, params };
          continue;
        }
        const outcome = reply(record, verb);
        if (verb.action === undefined) continue;
        next = { target: { url: verb.action, method: verb.method }, params: { ...params, ...outcome } };
      }
    }
  };

  /** Sends what a <Message> says; answers the parameters that its `action` is told. */
  const reply = (record: MessageRecord, verb: Verb & { kind: 'message' }): Params => {
    try {
      const sent = sending.send(
        {
          To: verb.to ?? record.from ?? '',
          From: verb.from ?? record.to,
          Body: verb.body,
          MediaUrl: verb.mediaUrls,
          ...(verb.statusCallback && { StatusCallback: verb.statusCallback }),
          ...(verb.from === undefined && serviceOf(record) && { MessagingServiceSid: serviceOf(record) as string }),
        },
        'outbound-reply',
      );
      return { MessageSid: sent.sid, SmsSid: sent.sid, MessageStatus: sent.status, SmsStatus: sent.status };
    } catch (error) {
      if (!(error instanceof TwilioApiError)) throw error;
      const isEmpty = error.code === messagingErrors.bodyRequired().code;
      world.log.add({
        kind: 'message',
        sid: record.sid,
        direction: 'outbound',
        from: verb.from ?? record.to,
        to: verb.to ?? record.from ?? '',
        body: verb.body,
        status: 'failed',
        errorCode: isEmpty ? messageErrorCodes.invalidBody : error.code,
      });
      return { MessageStatus: 'failed', SmsStatus: 'failed' };
    }
  };

  const serviceOf = (record: MessageRecord): string | undefined => {
    const number = pool.byNumber(record.to);
    return number && pool.serviceOf(number.sid)?.sid;
  };

  const deliver = async (record: MessageRecord, via: 'webhook' | 'fallback') => {
    const { first, fallback } = targetsOf(record);
    const params = paramsOf(record);
    const attempt = async (target: Target | undefined, extra: Params): Promise<TwimlError | undefined> => {
      if (target === undefined) return undefined;
      try {
        await follow(record, target, { ...params, ...extra });
        return undefined;
      } catch (error) {
        if (!(error instanceof TwimlError)) throw error;
        report(record, error.code);
        return error;
      }
    };
    if (via === 'fallback') {
      const ErrorCode = String(messageErrorCodes.retrievalFailed);
      await attempt(fallback, { ErrorCode, ErrorUrl: first?.url ?? '' });
      return;
    }
    const failure = await attempt(first, {});
    if (failure && first) await attempt(fallback, { ErrorCode: String(failure.code), ErrorUrl: first.url });
  };

  /**
   * A handset texts; resolves when everything that follows from it has settled.
   *
   * @throws {TwilioApiError} 21211 or 21606 for numbers that cannot text or be texted
   */
  return async (text: InboundText): Promise<{ sid: string; replies: Reply[] }> => {
    const cause = `inbound-${++count}`;
    const sent: MessageRecord[] = [];
    sentUnder.set(cause, sent);
    try {
      const work = async () => {
        const { record, isNew } = arrive(text);
        if (isNew) obeyKeyword(record);
        await deliver(record, text.via ?? 'webhook');
        return record.sid;
      };
      const sid = await causes.start('inbound', work, cause);
      await causes.settled(cause);
      return { sid, replies: sent.map((one) => replyOf(messages.get(one.sid) ?? one)) };
    } finally {
      sentUnder.delete(cause);
    }
  };
}

const replyOf = ({ to, from, body, sid }: MessageRecord): Reply => ({ to, from: from ?? '', body, sid });

const targetOf = (url: string, method: 'GET' | 'POST'): Target | undefined =>
  url === '' ? undefined : { url, method };

const isSuccess = ({ status, error }: WebhookAnswer): boolean => error === undefined && status >= 200 && status < 300;
