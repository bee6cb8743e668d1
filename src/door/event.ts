import { randomUUID } from 'node:crypto';
import * as v from 'valibot';
import type { InboundText } from '../inbound/service';
import { cut } from '../messages/format';
import { senderNumber } from '../numbers';

/** Twilio's own limit for a text; what is longer did not come from a phone. */
const LONGEST_BODY = 1600;

const Fields = v.record(v.string(), v.unknown());
const OneString = v.string();
const MessageSid = v.pipe(v.string(), v.regex(/^[0-9A-Za-z]{1,64}$/));

/** A parameter of the request; undefined when it is missing, or came twice and is a list, or is an object. */
export function fieldOf(event: unknown, name: string): string | undefined {
  const fields = v.safeParse(Fields, event);
  if (!fields.success || !Object.hasOwn(fields.output, name)) return undefined;
  const value = v.safeParse(OneString, fields.output[name]);
  return value.success ? value.output : undefined;
}

/** All parameters that are one string each. */
export function fieldsOf(event: unknown): Record<string, string> {
  const fields = v.safeParse(Fields, event);
  if (!fields.success) return {};
  const strings = Object.entries(fields.output).filter((field): field is [string, string] => v.is(OneString, field[1]));
  return Object.fromEntries(strings);
}

/** A header of the request. Whatever is not as the platform sends it counts as missing, and a missing header opens nothing. */
export function headerOf(event: unknown, name: string): string | undefined {
  const fields = v.safeParse(Fields, event);
  if (!fields.success) return undefined;
  const request = v.safeParse(v.object({ headers: Fields }), fields.output.request);
  return request.success ? fieldOf(request.output.headers, name) : undefined;
}

/** Who texted what. undefined when nobody did whom one could answer. */
export function textOf(event: unknown): InboundText | undefined {
  const from = senderNumber(fieldOf(event, 'From') ?? '');
  if (from === undefined) return undefined;
  return { from, body: cut(fieldOf(event, 'Body') ?? '', LONGEST_BODY), messageSid: messageSidOf(event) };
}

/** The text's own name, by which a retry is known. A call from elsewhere that names no text is one of its own. */
function messageSidOf(event: unknown): string {
  for (const name of ['MessageSid', 'SmsMessageSid', 'SmsSid']) {
    const sid = v.safeParse(MessageSid, fieldOf(event, name));
    if (sid.success) return sid.output;
  }
  return `XX${randomUUID().replaceAll('-', '')}`;
}

/** Whether Twilio's messaging webhook calls, which wants TwiML; a Run Function widget of Studio wants JSON. */
export const isMessagingWebhook = (event: unknown): boolean =>
  fieldOf(event, 'SmsMessageSid') !== undefined || fieldOf(event, 'SmsSid') !== undefined;
