// Wall clocks and instants, by Intl alone: the Functions and the desk's page share it, and a polyfill of Temporal would be most of either.

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

/** What a clock on the wall shows. */
export interface WallTime {
  readonly year: number;
  readonly month: number; // 1 to 12
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

/** To make one takes longer than to use it. */
const formats = new Map<string, Intl.DateTimeFormat>();
const mostFormats = 100;

function formatIn(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known !== undefined) return known;
  if (formats.size >= mostFormats) formats.clear();
  const made = new Intl.DateTimeFormat('en-US-u-ca-gregory-nu-latn', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  formats.set(timeZone, made);
  return made;
}

const fixedOffset = /^([+-])(\d{2}):(\d{2})$/;

/** Of '+03:00'; undefined for a zone with a name. Not every Intl knows fixed offsets. */
export function fixedOffsetMs(timeZone: string): number | undefined {
  const [, sign, hours, minutes] = fixedOffset.exec(timeZone) ?? [];
  if (sign === undefined) return undefined;
  return (Number(hours) * 60 + Number(minutes)) * minuteMs * (sign === '-' ? -1 : 1);
}

/** Its wall time read as if it were UTC's. */
function asUtcMs({ year, month, day, hour, minute, second }: WallTime): number {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return date.setUTCHours(hour, minute, second);
}

const wallOfUtc = (ms: number): WallTime => {
  const at = new Date(ms);
  return {
    year: at.getUTCFullYear(),
    month: at.getUTCMonth() + 1,
    day: at.getUTCDate(),
    hour: at.getUTCHours(),
    minute: at.getUTCMinutes(),
    second: at.getUTCSeconds(),
  };
};

/** @throws {RangeError} when there is no such zone */
export function wallTimeOf(instantMs: number, timeZone: string): WallTime {
  const fixedMs = fixedOffsetMs(timeZone);
  if (fixedMs !== undefined) return wallOfUtc(instantMs + fixedMs);
  const parts = formatIn(timeZone).formatToParts(instantMs);
  const part = (type: Intl.DateTimeFormatPartTypes) => Number(parts.find((each) => each.type === type)?.value);
  return {
    year: part('year'),
    month: part('month'),
    day: part('day'),
    hour: part('hour'),
    minute: part('minute'),
    second: part('second'),
  };
}

const offsetMsAt = (instantMs: number, timeZone: string): number =>
  fixedOffsetMs(timeZone) ?? asUtcMs(wallTimeOf(instantMs, timeZone)) - Math.floor(instantMs / 1000) * 1000;

/**
 * When a clock on the wall shows this. A time that the zone skips (DST begins) is moved on by the gap; one that it has twice is the first, as
 * RFC 5545 has it.
 * @throws {RangeError} when there is no such zone
 */
export function instantOf(wall: WallTime, timeZone: string): number {
  const utcMs = asUtcMs(wall);
  const [before, after] = [offsetMsAt(utcMs - dayMs, timeZone), offsetMsAt(utcMs + dayMs, timeZone)];
  const real = [before, after].map((offset) => utcMs - offset).filter((ms) => ms + offsetMsAt(ms, timeZone) === utcMs);
  return real.length === 0 ? utcMs - before : Math.min(...real);
}

const isoDay = /^(\d{4})-(\d{2})-(\d{2})$/;

/** The midnight at which '2027-01-31' begins; undefined when the calendar has no such day. */
export function midnightOf(day: string): WallTime | undefined {
  const [, year, month, date] = isoDay.exec(day) ?? [];
  const wall = { year: Number(year), month: Number(month), day: Number(date), hour: 0, minute: 0, second: 0 };
  const isReal = year !== undefined && wallOfUtc(asUtcMs(wall)).day === wall.day && wall.month >= 1 && wall.month <= 12;
  return isReal ? wall : undefined;
}

/** So many days later, at the same time on the wall. */
export const daysLater = (wall: WallTime, days: number): WallTime => wallOfUtc(asUtcMs(wall) + days * dayMs);

const two = (number: number) => String(number).padStart(2, '0');

/** '2027-01-31' */
export const isoDayOf = ({ year, month, day }: WallTime): string =>
  `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`;

/** '13:05' */
export const isoTimeOf = ({ hour, minute }: WallTime): string => `${two(hour)}:${two(minute)}`;

export function isTimeZone(name: string): boolean {
  try {
    return (
      new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '' && /^[A-Za-z]/.test(name)
    );
  } catch {
    return false;
  }
}
