import { daysLater, instantOf, isoDayOf, midnightOf, type WallTime, wallTimeOf } from '../zoned-time';

// When a front desk is open, by its clock on the wall. The page reads it too.

export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Weekday = (typeof weekdays)[number];

/** From '09:00' until '17:00'. One that ends no later than it begins ends on the next day; '24:00' is the end of the day. */
export type Interval = readonly [from: string, until: string];

export interface Holiday {
  /** '2027-12-25' */
  readonly date: string;
  readonly name?: string;
  /** Instead of those of the weekday; none: closed all day. */
  readonly hours?: readonly Interval[];
}

export interface Hours {
  /** Of the clock on the wall, as IANA names it. */
  readonly timeZone: string;
  /** No interval: closed on that day. */
  readonly week: Readonly<Record<Weekday, readonly Interval[]>>;
  readonly holidays: readonly Holiday[];
}

/** From this instant until before that one. */
export interface Span {
  readonly fromMs: number;
  readonly untilMs: number;
}

/** How far ahead an opening is looked for. */
const openingWithinDays = 400;
/** Whoever is open for so long without a break does not close. */
const closingWithinDays = 31;

/** @throws {RangeError} when there is no such zone */
export const isOpenAt = (hours: Hours, atMs: number): boolean =>
  spansFrom(hours, atMs, 1).some(({ fromMs, untilMs }) => fromMs <= atMs && atMs < untilMs);

/** The next instant at which it opens; undefined when it does not within 400 days, or never closes. */
export function nextOpening(hours: Hours, atMs: number): number | undefined {
  const soon = spansFrom(hours, atMs, 8).find(({ fromMs }) => fromMs > atMs);
  return (soon ?? spansFrom(hours, atMs, openingWithinDays).find(({ fromMs }) => fromMs > atMs))?.fromMs;
}

/** When it closes: today's opening hours, or the next ones when it is closed. Undefined when it does not within a month. */
export function nextClosing(hours: Hours, atMs: number): number | undefined {
  const opensMs = isOpenAt(hours, atMs) ? atMs : nextOpening(hours, atMs);
  if (opensMs === undefined) return undefined;
  for (const days of [2, closingWithinDays]) {
    const spans = spansFrom(hours, opensMs, days);
    const [first] = spans;
    // The last one may go on beyond the days that were looked at
    if (first !== undefined && (spans.length > 1 || first.untilMs < opensMs + (days - 1) * dayMs)) return first.untilMs;
  }
  return undefined;
}

const dayMs = 24 * 60 * 60_000;

/** What of this instant and the days after it is open, in order; what touches is one. */
function spansFrom(hours: Hours, atMs: number, days: number): Span[] {
  const { timeZone } = hours;
  const today = { ...wallTimeOf(atMs, timeZone), hour: 0, minute: 0, second: 0 };
  // Yesterday's may pass midnight
  const all = Array.from({ length: days + 2 }, (_, day) => spansOf(hours, daysLater(today, day - 1)));
  const merged: Span[] = [];
  for (const span of all.flat().sort((one, other) => one.fromMs - other.fromMs)) {
    const last = merged.at(-1);
    if (last === undefined || span.fromMs > last.untilMs) merged.push(span);
    else merged[merged.length - 1] = { ...last, untilMs: Math.max(last.untilMs, span.untilMs) };
  }
  return merged.filter(({ untilMs }) => untilMs > atMs);
}

/** What begins on this day. */
function spansOf(hours: Hours, midnight: WallTime): Span[] {
  return intervalsOn(hours, midnight).flatMap(([from, until]) => {
    const span = {
      fromMs: instantOf(atTime(midnight, from), hours.timeZone),
      untilMs: instantOf(atTime(until > from ? midnight : daysLater(midnight, 1), until), hours.timeZone),
    };
    // What a change of the clock skips whole
    return span.untilMs > span.fromMs ? [span] : [];
  });
}

function intervalsOn({ week, holidays }: Hours, midnight: WallTime): readonly Interval[] {
  const date = isoDayOf(midnight);
  const holiday = holidays.find((each) => each.date === date);
  return holiday === undefined ? week[weekdayOf(midnight)] : (holiday.hours ?? []);
}

const mondayFirst = (sundayFirst: number): number => (sundayFirst + 6) % 7;

export const weekdayOf = ({ year, month, day }: WallTime): Weekday =>
  weekdays[mondayFirst(new Date(Date.UTC(year, month - 1, day)).getUTCDay())] as Weekday;

function atTime(midnight: WallTime, time: string): WallTime {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  return hour === 24 ? daysLater(midnight, 1) : { ...midnight, hour, minute };
}

export const isDate = (text: string): boolean => midnightOf(text) !== undefined;
