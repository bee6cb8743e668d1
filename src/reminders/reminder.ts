import { createHash, randomBytes } from 'node:crypto';
import type { E164 } from '../phone';
import { timeDigits } from './time-digits';
import type { QuietHours } from './times';

export { timeDigits, timeOf } from './time-digits';

/**
 * How far one text of a reminder is. 'waiting': in our queue. 'handing': somebody is handing it to Twilio, or died over it. 'scheduled': at
 * Twilio. 'sent': left Twilio. 'skipped': it could not be in time any more.
 */
export type TextState = 'waiting' | 'handing' | 'scheduled' | 'sent' | 'delivered' | 'failed' | 'canceled' | 'skipped';

export interface ReminderText {
  /** Counts up over the reminder's life, so that a callback about a text that was replaced finds nothing. */
  no: number;
  hoursBefore: number;
  dueMs: number;
  state: TextState;
  /** Of a text that waits: when it may be handed over, where that is not as soon as Twilio's window opens. */
  notBeforeMs?: number;
  /** When its handing began; nobody else may hand it over until that one is known to be gone. */
  sinceMs?: number;
  messageSid?: string;
  /** Texts with which it was tried in vain. */
  tried?: readonly string[];
  /** Why it failed, as Twilio counts errors. */
  code?: number;
  /** Staff had it sent once more, at once; no window planned it. */
  again?: true;
  /** When we heard that it left Twilio, arrived, or failed for good. */
  leftMs?: number;
  deliveredMs?: number;
  failedMs?: number;
}

/** A text that must not be sent any more, until Twilio has confirmed it. */
export interface TakeBack {
  to: E164;
  /** What every text of the reminder says: by it and the number it is found when its SID is unknown. */
  mark: string;
  /** Unknown when the one who handed it over died. */
  messageSid?: string;
  /** When its handing began. */
  sinceMs: number;
  /** When to try next. */
  atMs: number;
}

export type Answer = 'yes' | 'no';

/** One appointment and its texts: item of Map `reminders`. */
export interface Reminder {
  id: string;
  contact: E164;
  appointmentMs: number;
  /** IANA, or a fixed offset such as '+03:00'. */
  timeZone: string;
  /** BCP 47: day and time are written in it. undefined: in the language that the phone has chosen. */
  locale?: string;
  hoursBefore: readonly number[];
  quietHours?: QuietHours;
  location?: string;
  participant?: string;
  createdMs: number;
  texts: readonly ReminderText[];
  nextNo: number;
  takeBack: readonly TakeBack[];
  answer?: { answer: Answer; messageSid: string; atMs: number };
  /** Which other time would suit them, in their own words. */
  wish?: { text: string; atMs: number };
  /** A reply of theirs was answered. */
  replied?: boolean;
  /** They were asked about it in the answer to another one. */
  askedMs?: number;
  /** Replies about it that said neither yes nor no. */
  unclear?: readonly string[];
  /** The phone opted out: nothing more is sent. */
  optedOutMs?: number;
  /** Staff hear that a text failed for good: since when somebody tells them, in which words, and whether they have been told. */
  staff?: { sinceMs: number; told?: boolean; words?: string };
  /** Of the Idempotency-Key under which it was made. */
  requestKey?: string;
  /** Whoever is creating it has not been told yet that it exists; if that takes too long, it never did. */
  draft?: boolean;
  /** Kept only until its texts are known to be taken back, and can no longer be wanted back. */
  deleted?: boolean;
  /** Of what was cancelled at the desk: until then it can be taken back. */
  undoUntilMs?: number;
  /** The last presses at the desk that changed it: each acts once. */
  actions?: readonly string[];
  /** It goes on under another id, because its time changed; `as` is what is to be stored there, as soon as anybody can. */
  moved?: { to: string; as?: Reminder; atMs?: number };
}

export const reminderMap = 'reminders';

/** Like the original's ids: 32 hex digits. */
export const newId = (appointmentMs: number): string => timeDigits(appointmentMs) + randomBytes(10).toString('hex');

export const isId = (text: string): boolean => /^[0-9a-f]{32}$/.test(text);

const DAY_SECONDS = 24 * 60 * 60;
/** So long after the appointment the front desk can still see what became of it. */
export const keptSeconds = 30 * DAY_SECONDS;
const longestTtlSeconds = 365 * DAY_SECONDS; // Sync's limit; 0 is for ever

/** When Sync forgets it. What lies further ahead than Sync can count gets its time with a later write. */
export function ttlSecondsOf({ appointmentMs, deleted, draft }: Reminder, nowMs: number): number {
  if (draft) return DAY_SECONDS;
  return ttlAfter(appointmentMs, deleted ? DAY_SECONDS : keptSeconds, nowMs);
}

/** Seconds until so long after a moment, a day at least; 0, which is for ever, for what lies further ahead than Sync can count. */
export function ttlAfter(momentMs: number, keepSeconds: number, nowMs: number): number {
  const seconds = Math.ceil((momentMs - nowMs) / 1000) + keepSeconds;
  return seconds > longestTtlSeconds ? 0 : Math.max(seconds, DAY_SECONDS);
}

/** Nothing more is to be sent under this id. */
export const isOver = ({ deleted, moved }: Reminder): boolean => deleted === true || moved !== undefined;

/** Not to be seen through the API: it is over, or does not exist yet. */
export const isGone = (reminder: Reminder): boolean => isOver(reminder) || reminder.draft === true;

/** A shorter name for a long text, by which it can be compared. */
export const digest = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 32);

const mostActions = 10;

/** The reminder, knowing that this press has acted. */
export const withAction = (reminder: Reminder, actionId: string | undefined): Reminder =>
  actionId === undefined
    ? reminder
    : { ...reminder, actions: [...(reminder.actions ?? []), actionId].slice(-mostActions) };

/** The reminder with some of its texts replaced. */
export const withTexts = (reminder: Reminder, change: (text: ReminderText) => ReminderText): Reminder => ({
  ...reminder,
  texts: reminder.texts.map(change),
});
