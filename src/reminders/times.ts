import { Temporal } from 'temporal-polyfill';

/** Hours of the day in which nobody is texted, in the recipient's zone; `from` may be later than `to` (over midnight). */
export interface QuietHours {
  readonly from: string; // '21:00'
  readonly to: string; // '08:00'
}

/** An appointment's moment: the instant, and the wall clock that the person who made it read it off. */
export interface Moment {
  readonly instantMs: number;
  /** IANA name or a fixed offset such as '+03:00'. */
  readonly timeZone: string;
}

const dateTime = /^(\d{4}-\d{2}-\d{2})[Tt ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?)(Z|z|[+-]\d{2}:?\d{2}|[+-]\d{2})?$/;

export type ParsedMoment =
  | { kind: 'moment'; moment: Moment }
  | { kind: 'no-zone' } // neither an offset nor a time zone says what the wall clock means
  | { kind: 'unreadable' };

/**
 * Reads '2027-03-14T13:00+02:00', '…Z', or a local time together with an IANA zone. A wall clock that a zone skips (DST begins) is moved on by the
 * gap; one that it has twice is the first, as RFC 5545 has it.
 */
export function parseMoment(text: string, timeZone?: string): ParsedMoment {
  const parts = dateTime.exec(text.trim());
  if (!parts) return { kind: 'unreadable' };
  const [, date, time, offset] = parts;
  try {
    const local = Temporal.PlainDateTime.from(`${date}T${time}`, { overflow: 'reject' });
    const zone = offset === undefined ? timeZone : offsetZone(offset);
    if (zone === undefined) return { kind: 'no-zone' };
    const instantMs = local.toZonedDateTime(zone, { disambiguation: 'compatible' }).epochMilliseconds;
    // With both, the offset says when and the zone says how the recipient reads it.
    return { kind: 'moment', moment: { instantMs, timeZone: timeZone ?? zone } };
  } catch (error) {
    if (error instanceof RangeError) return { kind: 'unreadable' };
    throw error;
  }
}

function offsetZone(offset: string): string {
  if (offset.toUpperCase() === 'Z') return '+00:00';
  const [, sign, hours, minutes = '00'] = /^([+-])(\d{2}):?(\d{2})?$/.exec(offset) ?? [];
  return `${sign}${hours}:${minutes}`;
}

export function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '' && !/^\d/.test(name);
  } catch {
    return false;
  }
}

/** 'YYYY-MM-DD HH:MM:SS' on the wall clock of `timeZone`, as the API shows times. */
export function wallClock({ instantMs, timeZone }: Moment): string {
  const at = Temporal.Instant.fromEpochMilliseconds(instantMs).toZonedDateTimeISO(timeZone);
  return at.toPlainDateTime().toString({ smallestUnit: 'second' }).replace('T', ' ');
}

/** When a reminder is due: so many hours before (elapsed hours: a day on which the clock is changed does not move it). */
export const dueAt = (appointmentMs: number, hoursBefore: number): number => appointmentMs - hoursBefore * 3_600_000;

/**
 * Moves a due time out of the quiet hours: to their end when that is still before the appointment, else back to their beginning, so that a
 * reminder is rather early than in the night or never.
 */
export function outOfQuietHours(dueMs: number, appointmentMs: number, timeZone: string, quiet?: QuietHours): number {
  if (quiet === undefined || quiet.from === quiet.to) return dueMs;
  const due = Temporal.Instant.fromEpochMilliseconds(dueMs).toZonedDateTimeISO(timeZone);
  const [from, to] = [Temporal.PlainTime.from(quiet.from), Temporal.PlainTime.from(quiet.to)];
  const clock = due.toPlainTime();
  const isAfterFrom = Temporal.PlainTime.compare(clock, from) >= 0;
  const isBeforeTo = Temporal.PlainTime.compare(clock, to) < 0;
  const overMidnight = Temporal.PlainTime.compare(from, to) > 0;
  const isQuiet = overMidnight ? isAfterFrom || isBeforeTo : isAfterFrom && isBeforeTo;
  if (!isQuiet) return dueMs;

  const today = due.toPlainDate();
  const endDay = overMidnight && isAfterFrom ? today.add({ days: 1 }) : today;
  const end = endDay.toZonedDateTime({ timeZone, plainTime: to }).epochMilliseconds;
  if (end < appointmentMs) return end;
  const beginDay = overMidnight && !isAfterFrom ? today.subtract({ days: 1 }) : today;
  return beginDay.toZonedDateTime({ timeZone, plainTime: from }).epochMilliseconds;
}

/** From when until when a day lasts in a zone. undefined when the calendar has no such day. */
export function dayRange(day: string, timeZone: string): { fromMs: number; untilMs: number } | undefined {
  try {
    const date = Temporal.PlainDate.from(day, { overflow: 'reject' });
    const [from, until] = [date, date.add({ days: 1 })].map((each) => each.toZonedDateTime(timeZone).epochMilliseconds);
    return from === undefined || until === undefined ? undefined : { fromMs: from, untilMs: until };
  } catch {
    return undefined;
  }
}
