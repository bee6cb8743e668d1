import ICAL from 'ical.js';
import { Temporal } from 'temporal-polyfill';
import type { FieldError } from '../../../src/reminders/arguments';
import type { Fields, Reading } from '../line';
import type { Calendar } from './blocks';
import { type Frame, frameOf, wallOf } from './frame';
import { daysOf, notFollowed, type Rule } from './recurrence';
import { isAmong, type StatedDate, statedDates } from './stated-dates';

/** When an event is, once or again and again. */
export type Occurrences =
  | { kind: 'times'; times: readonly Occurrence[]; repeats: boolean }
  | { kind: 'wrong'; error: FieldError; fields: Fields };

export interface Occurrence {
  readonly instantMs: number;
  readonly fields: Fields;
}

export const wrong = (message: string, fields: Fields = {}): Occurrences => ({
  kind: 'wrong',
  error: { field: 'appointment_time', message },
  fields,
});

export function occurrencesOf(
  event: ICAL.Component,
  calendar: Calendar,
  reading: Reading,
  replaced: readonly StatedDate[],
): Occurrences {
  const property = event.getFirstProperty('dtstart');
  const start = property?.getFirstValue();
  if (property === null || !(start instanceof ICAL.Time)) return wrong('is required: the event has no DTSTART');
  if (start.isDate) return wrong('is a whole day, without a time', { appointment_time: start.toString() });
  const found = frameOf(property, start, calendar, reading);
  const wall = wallOf(start);
  if (found.kind === 'unknown') return wrong(found.message, { appointment_time: wall.toString() });
  const { frame } = found;
  const occurrence = (at: Temporal.PlainDateTime): Occurrence => ({
    instantMs: frame.instantMs(at),
    fields: frame.fields(at),
  });

  const added = statedDates(event, 'rdate', calendar, reading);
  const rules = event.getAllProperties('rrule');
  if (rules.length === 0 && added.length === 0) return { kind: 'times', times: [occurrence(wall)], repeats: false };
  if (rules.length > 1 || event.hasProperty('exrule'))
    return wrong('repeats by several rules, which is not read', frame.fields(wall));
  const recur = rules[0]?.getFirstValue();
  const rule = recur instanceof ICAL.Recur ? ruleOf(recur) : undefined;
  const refused = rule && notFollowed(rule, otherParts(recur as ICAL.Recur));
  if (refused !== undefined) return wrong(`${refused}, which is not read`, frame.fields(wall));

  const lastMs = reading.nowMs + reading.horizonDays * DAY_MS;
  const [firstDay, lastDay] = [dayOf(reading.nowMs - DAY_MS), dayOf(lastMs + DAY_MS)]; // in any zone
  if (wall.year < firstDay.year - mostYears)
    return wrong(`repeats since ${wall.year}, which is not read`, frame.fields(wall));
  const untilMs = recur instanceof ICAL.Recur && recur.until ? endOf(recur.until, frame) : Number.POSITIVE_INFINITY;
  const excepted = [...statedDates(event, 'exdate', calendar, reading), ...replaced];
  const times = new Map<number, Occurrence>();
  const take = (each: Occurrence, day: string) => {
    const { instantMs } = each;
    if (instantMs <= reading.nowMs || instantMs > lastMs || isAmong(excepted, instantMs, day)) return;
    times.set(instantMs, each);
  };
  for (const day of rule === undefined ? [wall.toPlainDate()] : daysOf(rule, wall.toPlainDate(), lastDay)) {
    if (Temporal.PlainDate.compare(day, firstDay) < 0) continue;
    const each = occurrence(day.toPlainDateTime(wall.toPlainTime()));
    if (each.instantMs > untilMs) break;
    take(each, day.toString());
  }
  for (const date of added) if (date.kind === 'moment') take(date, '');
  return { kind: 'times', times: [...times.values()].sort((a, b) => a.instantMs - b.instantMs), repeats: true };
}

const DAY_MS = 86_400_000;
/** Each day since the first is looked at. */
const mostYears = 100;

const dayOf = (ms: number): Temporal.PlainDate =>
  Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO('UTC').toPlainDate();

/** UNTIL is part of it; a day, until its end. */
function endOf(until: ICAL.Time, frame: Frame): number {
  const wall = wallOf(until);
  if (until.isDate) return frame.instantMs(wall.with({ hour: 23, minute: 59, second: 59 }));
  return until.zone?.tzid === 'UTC' ? wall.toZonedDateTime('UTC').epochMilliseconds : frame.instantMs(wall);
}

const readParts = ['BYDAY', 'BYMONTHDAY', 'BYMONTH', 'BYWEEKNO', 'BYYEARDAY', 'BYSETPOS'];

const otherParts = (recur: ICAL.Recur): string[] =>
  Object.keys(recur.parts).filter((part) => !readParts.includes(part));

function ruleOf(recur: ICAL.Recur): Rule {
  const parts = recur.parts as Readonly<Record<string, (string | number)[] | undefined>>;
  const numbers = (part: string) => parts[part]?.map(Number);
  return {
    freq: recur.freq,
    interval: recur.interval,
    ...(recur.count !== null && { count: recur.count }),
    byDay: parts.BYDAY?.map((day) => String(day).replace('+', '')),
    byMonthDay: numbers('BYMONTHDAY'),
    byMonth: numbers('BYMONTH'),
    byWeekNo: numbers('BYWEEKNO'),
    byYearDay: numbers('BYYEARDAY'),
    bySetPos: numbers('BYSETPOS'),
    weekStart: recur.wkst === ICAL.Time.SUNDAY ? 7 : recur.wkst - 1,
  };
}
