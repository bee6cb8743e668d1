import type { World } from '../core/world';
import { messagingErrors } from './errors';
import { type Form, isHttpUrl, textOf } from './form';
import { messageLimits, schedulingLimits } from './limits';
import type { NumberPool } from './number-pool';
import type { OptOuts } from './opt-outs';
import { e164Of } from './phone-numbers';

/** A message that may be sent: what CreateMessage was asked for, after Twilio's rules. */
export interface Draft {
  readonly to: string;
  readonly body: string;
  readonly numMedia: number;
  readonly from?: string; // absent when the Messaging Service is to choose
  readonly messagingServiceSid?: string;
  readonly statusCallback?: string;
  readonly sendAt?: number; // milliseconds
}

export interface DraftContext {
  readonly clock: World['clock'];
  readonly pool: NumberPool;
  readonly optOuts: OptOuts;
  scheduledCount(): number;
  readonly maxScheduled: number;
}

/** @throws {TwilioApiError} with the code of the first rule that is broken */
export function draftOf(form: Form, context: DraftContext): Draft {
  const { pool, optOuts } = context;
  const to = recipientOf(form);
  const sender = senderOf(form, pool);
  const sendAt = sendAtOf(form, sender.messagingServiceSid, context);
  const content = contentOf(form);
  const statusCallback = textOf(form, 'StatusCallback') || undefined;
  if (statusCallback !== undefined && !isHttpUrl(statusCallback)) throw messagingErrors.invalidCallback(statusCallback);
  checkValidity(form);
  if (sender.from === to) throw messagingErrors.sameToAndFrom();
  if (optOuts.isOptedOut(to, { number: sender.from, serviceSid: sender.messagingServiceSid })) {
    throw messagingErrors.optedOut();
  }
  return { to, ...content, ...sender, ...(statusCallback && { statusCallback }), ...(sendAt && { sendAt }) };
}

function recipientOf(form: Form): string {
  const text = textOf(form, 'To') ?? '';
  if (text.trim() === '') throw messagingErrors.toRequired();
  const to = e164Of(text);
  if (to === undefined) throw messagingErrors.invalidTo(text);
  return to;
}

function senderOf(form: Form, pool: NumberPool): Pick<Draft, 'from' | 'messagingServiceSid'> {
  const fromText = textOf(form, 'From') || undefined;
  const fromIsService = fromText?.startsWith('MG') ?? false;
  const messagingServiceSid = textOf(form, 'MessagingServiceSid') || (fromIsService ? fromText : undefined);
  const numberText = fromIsService ? undefined : fromText;

  if (messagingServiceSid === undefined && numberText === undefined) throw messagingErrors.fromRequired();
  const from = numberText === undefined ? undefined : (e164Of(numberText) ?? numberText);
  const number = from === undefined ? undefined : pool.byNumber(from);
  if (from !== undefined && number === undefined) throw messagingErrors.fromNotOurs(from);
  if (messagingServiceSid === undefined) return { from };

  if (!pool.services.get(messagingServiceSid)) throw messagingErrors.serviceUnknown(messagingServiceSid);
  const members = pool.membersOf(messagingServiceSid);
  if (members.length === 0) throw messagingErrors.serviceEmpty();
  if (number && !members.includes(number)) throw messagingErrors.notInService();
  return { messagingServiceSid, ...(from !== undefined && { from }) };
}

function contentOf(form: Form): Pick<Draft, 'body' | 'numMedia'> {
  const body = textOf(form, 'Body') ?? '';
  const media = [form.MediaUrl ?? []].flat().filter((url) => url !== '');
  if (body === '' && media.length === 0) throw messagingErrors.bodyRequired();
  if (body.length > messageLimits.maxBodyCharacters) throw messagingErrors.bodyTooLong();
  return { body, numMedia: media.length };
}

function sendAtOf(form: Form, serviceSid: string | undefined, context: DraftContext): number | undefined {
  const type = textOf(form, 'ScheduleType') || undefined;
  const text = textOf(form, 'SendAt') || undefined;
  if (type === undefined && text === undefined) return undefined;
  if (type !== 'fixed') throw messagingErrors.invalidScheduleType(type ?? '');
  if (text === undefined) throw messagingErrors.sendAtMissing();
  if (serviceSid === undefined) throw messagingErrors.serviceRequired();

  const sendAt = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:?\d{2})$/.test(text)
    ? Date.parse(text)
    : Number.NaN;
  if (Number.isNaN(sendAt)) throw messagingErrors.sendAtInvalid(text);
  const leadSeconds = (sendAt - context.clock.now()) / 1000;
  if (leadSeconds <= schedulingLimits.minLeadSeconds) throw messagingErrors.sendAtTooSoon(leadSeconds);
  if (leadSeconds > schedulingLimits.maxLeadSeconds) throw messagingErrors.sendAtTooLate(leadSeconds);
  if (context.scheduledCount() >= context.maxScheduled) throw messagingErrors.tooManyScheduled(context.maxScheduled);
  return sendAt;
}

function checkValidity(form: Form): void {
  const text = textOf(form, 'ValidityPeriod');
  if (text === undefined || text === '') return;
  const seconds = Number(text);
  const { minValiditySeconds, maxValiditySeconds } = messageLimits;
  if (Number.isInteger(seconds) && seconds >= minValiditySeconds && seconds <= maxValiditySeconds) return;
  throw messagingErrors.invalidValidity(text);
}
