import type { Frontdesk } from '../frontdesk';
import { TwilioCallError } from '../twilio/call-error';
import { mayHelpAgain, retryAfterMs } from './delivery-errors';
import { held, heldUntilMs, routeOf } from './plan';
import { isOver, type Reminder, type ReminderText, withTexts } from './reminder';
import { changeReminder, type Shelved } from './shelf';

/** What became of one text that was handed to Twilio. */
export type Handed =
  | { no: number; kind: 'out'; messageSid: string; state: 'scheduled' | 'sent' }
  | { no: number; kind: 'refused'; status: number; code?: number }
  | { no: number; kind: 'unknown' } // Twilio did not answer: it may have the text, or not
  | { no: number; kind: 'too-late' }
  | { no: number; kind: 'held'; code: number };

const longestValiditySeconds = 36_000; // Twilio's limit

/** Hands texts to Twilio. Only for whoever wrote that they are being handed over. */
export function handOver(
  frontdesk: Frontdesk,
  reminder: Reminder,
  texts: readonly ReminderText[],
  body: string,
): Promise<Handed[]> {
  return Promise.all(texts.map((text) => handOverOne(frontdesk, reminder, text, body)));
}

async function handOverOne(
  frontdesk: Frontdesk,
  { id, contact, appointmentMs }: Reminder,
  { no, dueMs }: ReminderText,
  body: string,
): Promise<Handed> {
  const nowMs = frontdesk.clock.nowMs();
  const route = routeOf(dueMs, appointmentMs, nowMs);
  if (route === 'too-late') return { no, kind: 'too-late' };
  const scheduled = route !== 'at-once';
  const leavesMs = scheduled ? dueMs : nowMs;
  try {
    const { messageSid } = await frontdesk.sendText({
      to: contact,
      body,
      about: { about: 'reminder', id, text: String(no) },
      ...(scheduled && { sendAtMs: dueMs }),
      // After the appointment it would only confuse
      validForSeconds: Math.min(longestValiditySeconds, Math.max(60, Math.floor((appointmentMs - leavesMs) / 1000))),
    });
    return { no, kind: 'out', messageSid, state: scheduled ? 'scheduled' : 'sent' };
  } catch (error) {
    if (!(error instanceof TwilioCallError)) throw error;
    frontdesk.log('reminder-not-handed-over', { id, text: no, error });
    if (error.status === undefined) return { no, kind: 'unknown' };
    return { no, kind: 'refused', status: error.status, code: error.code };
  }
}

/** Of a text to a number that is taken for dead: it is not paid for. Shortly before it is due that is a failure. */
export const notHandedOver = (no: number, dueMs: number, code: number, nowMs: number): Handed =>
  heldUntilMs(dueMs, nowMs) === undefined ? { no, kind: 'refused', status: 400, code } : { no, kind: 'held', code };

/** The text after that; unchanged when nobody knows. */
export function afterHandOver(text: ReminderText, handed: Handed, appointmentMs: number, nowMs: number): ReminderText {
  switch (handed.kind) {
    case 'out':
      return {
        ...text,
        state: handed.state,
        messageSid: handed.messageSid,
        ...(handed.state === 'sent' && { leftMs: nowMs }),
      };
    case 'too-late':
      return { ...text, state: 'skipped' };
    case 'unknown':
      return text;
    case 'held':
      return held(text, handed.code, nowMs);
    case 'refused': {
      return afterFailure({ ...text, code: handed.code ?? handed.status }, mayHelpAgain(handed), appointmentMs, nowMs);
    }
  }
}

/** Another try if there may be one and there is time for it. */
export function afterFailure(text: ReminderText, again: boolean, appointmentMs: number, nowMs: number): ReminderText {
  const tried = [...(text.tried ?? []), text.messageSid ?? ''];
  const waitMs = retryAfterMs[tried.length - 1];
  if (!again || waitMs === undefined || nowMs + waitMs >= appointmentMs) {
    return { ...text, state: 'failed', tried, failedMs: nowMs };
  }
  const { messageSid, sinceMs, ...rest } = text;
  return { ...rest, state: 'waiting', notBeforeMs: nowMs + waitMs, tried };
}

/**
 * Writes down what became of texts, and what else has to be. A text that was changed or deleted meanwhile is not ours any more: what was scheduled for it is taken back.
 */
export async function recordHanded(
  frontdesk: Frontdesk,
  item: Shelved,
  texts: readonly ReminderText[],
  handed: readonly Handed[],
  also: (reminder: Reminder) => Reminder = (reminder) => reminder,
): Promise<Shelved | undefined> {
  const nowMs = frontdesk.clock.nowMs();
  const isOurs = (text: ReminderText) =>
    text.state === 'handing' && texts.some(({ no, sinceMs }) => no === text.no && sinceMs === text.sinceMs);
  const sids = handed.flatMap((each) => (each.kind === 'out' ? [each.messageSid] : []));
  let orphans: readonly string[] = sids;
  const recorded = await changeReminder(frontdesk, item, (reminder) => {
    orphans = sids;
    if (isOver(reminder)) return undefined;
    const written = withTexts(reminder, (text) => {
      const result = handed.find(({ no }) => no === text.no);
      return result && isOurs(text) ? afterHandOver(text, result, reminder.appointmentMs, nowMs) : text;
    });
    orphans = sids.filter((messageSid) => !written.texts.some((text) => text.messageSid === messageSid));
    return also({ ...written, draft: undefined });
  });
  await Promise.all(orphans.map((messageSid) => frontdesk.queue.cancel(messageSid)));
  return recorded;
}
