import { createHash } from 'node:crypto';
import type { Frontdesk } from '../frontdesk';
import { digitsOf, type E164 } from '../phone';
import { TwilioCallError } from '../twilio/call-error';
import { conflict } from '../twilio/sync-store';
import { isStillTrue } from './moves';
import { type CustomerText, type OrderText, type OrderTextKind, ordersMap, type TextStatus, textsMap } from './order';
import { noteOnOrder, type OrderItem } from './orders';

/** What became of a text that was to be sent. 'unknown': Twilio did not answer; whoever looks next asks Twilio. */
export type Told = { kind: 'told' } | { kind: 'refused'; code?: number; reason: string } | { kind: 'unknown' };

/** Sent texts are shown for so long. */
export const textTtlSeconds = 7 * 24 * 60 * 60;

const HASH_LENGTH = 20;
export const hashed = (...parts: readonly string[]): string =>
  createHash('sha256').update(parts.join('\n')).digest('hex').slice(0, HASH_LENGTH);

/** Of an item of Map `texts`: all about the orders of one phone stand together, and the same text has the same key on a retry. */
export const textKey = (phone: E164, id: string): string => `${digitsOf(phone)}-${id}`;

const rank: Readonly<Record<TextStatus, number>> = { sending: 0, sent: 1, delivered: 2, failed: 2 };
/** Reports overtake each other: a text that was delivered is not 'sent' again. */
export const isNewer = (status: TextStatus, than: TextStatus): boolean => rank[status] > rank[than];

const reasons: ReadonlyMap<number, string> = new Map([
  [21211, 'This is not a phone number that can be texted.'],
  [21408, 'This country cannot be texted from our number.'],
  [21610, 'This phone has texted STOP, so we may not text it.'],
  [21612, 'This number cannot be texted from our number.'],
  [21614, 'This is not a mobile number.'],
  [30003, 'The phone is switched off or out of reach.'],
  [30004, 'The phone blocks our texts.'],
  [30005, 'This number does not exist.'],
  [30006, 'This is a landline, it cannot be texted.'],
  [30007, 'The carrier held the text back as spam.'],
]);

export const reasonOf = (code: number | undefined): string =>
  (code === undefined ? undefined : reasons.get(code)) ?? `The text was not delivered${code ? ` (${code})` : ''}.`;

const TOO_MANY_REQUESTS = 429;

/** Twilio said no, and will say no again. */
const isFinal = ({ status }: TwilioCallError): boolean =>
  status !== undefined && status >= 400 && status < 500 && status !== TOO_MANY_REQUESTS;

interface Outgoing {
  to: E164;
  body: string;
  at: string;
  about: Readonly<Record<string, string>>;
}

/** Sends once. @param again whether somebody may have sent it already: then Twilio is asked first */
export async function sendOnce(
  frontdesk: Frontdesk,
  { to, body, at, about }: Outgoing,
  again: boolean,
): Promise<Told & { messageSid?: string }> {
  try {
    const found = again ? await frontdesk.findText({ to, body, sinceMs: Date.parse(at) }) : undefined;
    const { messageSid } = found ?? (await frontdesk.sendText({ to, body, about }));
    return { kind: 'told', messageSid };
  } catch (error) {
    frontdesk.log('order-text-failed', { to, about, error });
    if (!(error instanceof TwilioCallError) || !isFinal(error)) return { kind: 'unknown' };
    return { kind: 'refused', code: error.code, reason: reasonOf(error.code) };
  }
}

const noteOf = (told: Told & { messageSid?: string }): Partial<OrderText> =>
  told.kind === 'refused'
    ? { status: 'failed', errorCode: told.code, reason: told.reason }
    : { status: 'sent', messageSid: told.messageSid };

/** The order moved on before the text went out. Should it have gone out after all, its delivery report says so. */
const overtaken: Told = { kind: 'refused', reason: 'It was no longer true when it could be sent.' };

/** No Function lives longer than 10 s: after this time, whoever was to send a text will not do it any more. */
export const senderLifeMs = 12_000;

/**
 * Takes over a text that somebody else was to send; undefined while they may still be at it. The claim is written before the text goes out,
 * so that of two who take over one sends.
 */
async function takeOver(frontdesk: Frontdesk, item: OrderItem, kind: OrderTextKind): Promise<OrderItem | undefined> {
  const text = item.data.texts[kind];
  const nowMs = frontdesk.clock.nowMs();
  if (text === undefined || nowMs - Date.parse(text.triedAt ?? text.at) < senderLifeMs) return undefined;
  const claimed = { ...text, triedAt: new Date(nowMs).toISOString() };
  const next = { ...item.data, texts: { ...item.data.texts, [kind]: claimed } };
  const written = await frontdesk.store.updateItem(ordersMap, item.key, next, item.revision);
  return written === conflict ? undefined : written;
}

/**
 * Sends the text that stands on the order as 'sending', and notes what became of it. Nothing happens when it does not stand there: then
 * somebody was quicker.
 *
 * @param again whether somebody else was to send it: then only when they cannot be at it any more
 */
export async function tell(
  frontdesk: Frontdesk,
  seen: OrderItem,
  kind: OrderTextKind,
  { again = false }: { again?: boolean } = {},
): Promise<{ told: Told; item: OrderItem }> {
  if (seen.data.texts[kind]?.status !== 'sending') return { told: { kind: 'told' }, item: seen };
  const item = again ? await takeOver(frontdesk, seen, kind) : seen;
  const text = item?.data.texts[kind];
  if (item === undefined || text === undefined) return { told: { kind: 'unknown' }, item: seen };
  const { body, at, to = item.data.phone, by = 'auto' } = text;
  const about = { kind: 'order', order: item.key, text: kind, at };
  const told =
    again && !isStillTrue(item.data, kind) ? overtaken : await sendOnce(frontdesk, { to, body, at, about }, again);
  if (told.kind === 'unknown') return { told, item };
  const note = noteOf(told);
  const [noted] = await Promise.all([
    noteOnOrder(frontdesk, item, (order) => {
      const standing = order.texts[kind];
      if (standing?.at !== at || standing.status !== 'sending') return undefined;
      return { ...order, texts: { ...order.texts, [kind]: { ...standing, ...note } } };
    }),
    keepText(frontdesk, textKey(item.data.phone, hashed(item.key, kind, at)), {
      direction: 'out',
      phone: to,
      body,
      at,
      by,
      status: 'sent',
      ...note,
    }),
  ]);
  return { told, item: noted ?? item };
}

/** Shows a text in the drawer. One that is there already stays as it is: its status may be newer. */
export async function keepText(
  { store }: Frontdesk,
  key: string,
  { reason: _shown, ...text }: CustomerText & { reason?: string },
): Promise<void> {
  await store.createItem<CustomerText>(textsMap, key, text, { ttlSeconds: textTtlSeconds });
}
