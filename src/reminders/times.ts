import { daysLater, instantOf, isoDayOf, isoTimeOf, isTimeZone, midnightOf, wallTimeOf } from '../zoned-time';

export { isTimeZone } from '../zoned-time';

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

const dateTime =
  /^(\d{4}-\d{2}-\d{2})[Tt ]([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d|60)(?:\.\d{1,9})?)?(Z|z|[+-]\d{2}:?\d{2}|[+-]\d{2})?$/;

export type ParsedMoment =
  | { kind: 'moment'; moment: Moment }
  | { kind: 'no-zone' } // neither an offset nor a time zone says what the wall clock means
  | { kind: 'unreadable' };

/**
 * Reads '2027-03-14T13:00+02:00', '…Z', or a local time together with an IANA zone. A wall clock that a zone skips (DST begins) is moved on by the
 * gap; one that it has twice is the first, as RFC 5545 has it.
 */
export function parseMoment(text: string, timeZone?: string): ParsedMoment {
  const [, date = '', hour, minute, second = '0', offset] = dateTime.exec(text.trim()) ?? [];
  const midnight = midnightOf(date);
  const zone = offset === undefined ? timeZone : offsetZone(offset);
  if (midnight === undefined || zone === 'unreadable') return { kind: 'unreadable' };
  if (zone === undefined) return { kind: 'no-zone' };
  const wall = { ...midnight, hour: Number(hour), minute: Number(minute), second: Math.min(59, Number(second)) };
  try {
    // With both, the offset says when and the zone says how the recipient reads it.
    return { kind: 'moment', moment: { instantMs: instantOf(wall, zone), timeZone: timeZone ?? zone } };
  } catch (error) {
    if (error instanceof RangeError) return { kind: 'unreadable' };
    throw error;
  }
}

function offsetZone(offset: string): string {
  if (offset.toUpperCase() === 'Z') return '+00:00';
  const [, sign, hours = '', minutes = '00'] = /^([+-])([01]\d|2[0-3]):?([0-5]\d)?$/.exec(offset) ?? [];
  return sign === undefined ? 'unreadable' : `${sign}${hours}:${minutes}`;
}

/** An IANA name as it is, or an offset as '+02:00', as answers have it. undefined when it is neither. */
export function zoneNamed(name: string): string | undefined {
  if (isTimeZone(name)) return name;
  const zone = offsetZone(name);
  return zone === 'unreadable' ? undefined : zone;
}

/** 'YYYY-MM-DD HH:MM:SS' on the wall clock of `timeZone`, as the API shows times. */
export function wallClock({ instantMs, timeZone }: Moment): string {
  const wall = wallTimeOf(instantMs, timeZone);
  return `${isoDayOf(wall)} ${isoTimeOf(wall)}:${String(wall.second).padStart(2, '0')}`;
}

/** When a reminder is due: so many hours before (elapsed hours: a day on which the clock is changed does not move it). */
export const dueAt = (appointmentMs: number, hoursBefore: number): number => appointmentMs - hoursBefore * 3_600_000;

/**
 * Moves a due time out of the quiet hours: to their end when that is still before the appointment, else back to their beginning, so that a
 * reminder is rather early than in the night or never.
 */
export function outOfQuietHours(dueMs: number, appointmentMs: number, timeZone: string, quiet?: QuietHours): number {
  if (quiet === undefined || quiet.from === quiet.to) return dueMs;
  const due = wallTimeOf(dueMs, timeZone);
  const clock = isoTimeOf(due);
  const isAfterFrom = clock >= quiet.from;
  const isBeforeTo = clock < quiet.to;
  const overMidnight = quiet.from > quiet.to;
  const isQuiet = overMidnight ? isAfterFrom || isBeforeTo : isAfterFrom && isBeforeTo;
  if (!isQuiet) return dueMs;

  const at = (daysOn: number, time: string) => {
    const [hour, minute] = time.split(':').map(Number);
    return instantOf({ ...daysLater(due, daysOn), hour: hour ?? 0, minute: minute ?? 0, second: 0 }, timeZone);
  };
  const endMs = at(overMidnight && isAfterFrom ? 1 : 0, quiet.to);
  if (endMs < appointmentMs) return endMs;
  return at(overMidnight && !isAfterFrom ? -1 : 0, quiet.from);
}

/** From when until when a day lasts in a zone. undefined when the calendar has no such day. */
export function dayRange(day: string, timeZone: string): { fromMs: number; untilMs: number } | undefined {
  const midnight = midnightOf(day);
  if (midnight === undefined) return undefined;
  return { fromMs: instantOf(midnight, timeZone), untilMs: instantOf(daysLater(midnight, 1), timeZone) };
}
