import type { Reminder, ReminderText } from './reminder';

// What staff may do with a reminder. The desk's page asks the same rules.

const minuteMs = 60_000;
/** A patient is not texted the same again sooner than this. */
export const resendAfterMs = 3 * minuteMs;

export type Resend = { kind: 'send'; next: Reminder } | { kind: 'not-now'; why: string };

/** When the phone was last texted; what failed counts only if staff had it sent. */
const lastSentMs = ({ texts }: Reminder): number =>
  Math.max(0, ...texts.map(({ state, leftMs = 0, again, dueMs }) => (again ? dueMs : state === 'failed' ? 0 : leftMs)));

/** It was tried, or could not be any more: there is something to repeat. */
const isPast = ({ state, dueMs }: ReminderText, nowMs: number): boolean =>
  ['sent', 'delivered', 'failed', 'skipped', 'canceled'].includes(state) || (state === 'scheduled' && dueMs <= nowMs);

/** The reminder with one more text, at once. */
export function resendOf(reminder: Reminder, nowMs: number): Resend {
  const notNow = (why: string): Resend => ({ kind: 'not-now', why });
  const { texts, appointmentMs, nextNo } = reminder;
  if (appointmentMs <= nowMs) return notNow('The appointment is over.');
  if (reminder.answer !== undefined) return notNow('They have answered.');
  if (texts.some(({ state }) => state === 'handing')) return notNow('A text is on its way.');
  if (!texts.some((text) => isPast(text, nowMs))) return notNow('Nothing has gone out yet. It does so by itself.');
  const restMs = lastSentMs(reminder) + resendAfterMs - nowMs;
  if (restMs > 0) return notNow(`They were texted just now. Again in ${Math.ceil(restMs / minuteMs)} min.`);
  // A try that waits for its turn gives way to this one
  const given = texts.map(
    (text): ReminderText =>
      text.state === 'waiting' && text.tried !== undefined ? { ...text, state: 'failed', failedMs: nowMs } : text,
  );
  const text: ReminderText = {
    no: nextNo,
    hoursBefore: 0,
    dueMs: nowMs,
    state: 'handing',
    sinceMs: nowMs,
    again: true,
  };
  return { kind: 'send', next: { ...reminder, texts: [...given, text], nextNo: nextNo + 1 } };
}

/** How the activity calls a reminder whose text failed for good. */
export const notDelivered = 'reminder not delivered';

export const undoMinutes = 10;

/** Whether a cancelled reminder can still be taken back. */
export const canBeRestored = ({ deleted, undoUntilMs = 0 }: Reminder, nowMs: number): boolean =>
  deleted === true && nowMs < undoUntilMs;
