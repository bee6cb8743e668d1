import ICAL from 'ical.js';
import { Temporal } from 'temporal-polyfill';
import type { Reading } from '../line';
import type { Calendar } from './blocks';
import { frameOf, wallOf } from './frame';
import { type Occurrences, occurrencesOf, wrong } from './occurrences';
import { isAmong, type StatedDate, statedDates } from './stated-dates';

const DAY_MS = 86_400_000;

/**
 * RECURRENCE-ID with RANGE=THISANDFUTURE: this repetition and all later ones are as the change says, moved by as much as the first of them was.
 *
 * @param event the change
 * @param replaced the repetitions of the event that stand in the file by themselves, and from where on other changes hold
 */
export function changedFrom(
  event: ICAL.Component,
  calendar: Calendar,
  reading: Reading,
  replaced: readonly StatedDate[],
): Occurrences {
  const whole = calendar.events.find(({ parsed }) => parsed.kind === 'event' && isWhole(parsed.event, event))?.parsed;
  if (whole?.kind !== 'event') return wrong('changes all later repetitions of an event that is not in the file');
  if (event.hasProperty('rrule') || event.hasProperty('rdate')) {
    return wrong('changes all later repetitions, and repeats by itself, which is not read');
  }
  const property = event.getFirstProperty('dtstart');
  const start = property?.getFirstValue();
  if (property === null || !(start instanceof ICAL.Time)) return wrong('is required: the event has no DTSTART');
  if (start.isDate) return wrong('is a whole day, without a time');
  const found = frameOf(property, start, calendar, reading);
  if (found.kind === 'unknown') return wrong(found.message);
  const [from] = statedDates(event, 'recurrence-id', calendar, reading);
  if (from?.kind !== 'from') return wrong('changes all later repetitions from no time on');

  const passedDays = Math.max(0, Math.ceil((reading.nowMs - from.instantMs) / DAY_MS));
  if (passedDays > mostPassedDays) return wrong('changes all repetitions since more than 100 years, which is not read');
  const reach = { nowMs: from.instantMs - 1, horizonDays: reading.horizonDays + passedDays + mostMovedDays };
  const before = occurrencesOf(whole.event, calendar, { ...reading, ...reach }, []);
  if (before.kind === 'wrong') return before;
  const first = before.times.find(({ instantMs }) => instantMs === from.instantMs);
  if (first === undefined) return wrong('changes all later repetitions from one on that the event does not have');
  const moved = wallIn(first.fields.appointment_time).until(wallOf(start), { largestUnit: 'days' });
  if (Math.abs(moved.days) > mostMovedDays) {
    return wrong(`moves all later repetitions by more than ${mostMovedDays} days, which is not read`);
  }

  const others = replaced.filter((date) => date.kind !== 'from' || date.instantMs > from.instantMs);
  const lastMs = reading.nowMs + reading.horizonDays * DAY_MS;
  const times = before.times.flatMap(({ instantMs, fields }) => {
    const wall = wallIn(fields.appointment_time);
    if (isAmong(others, instantMs, wall.toPlainDate().toString())) return [];
    const now = wall.add(moved);
    const nowInstantMs = found.frame.instantMs(now);
    if (nowInstantMs <= reading.nowMs || nowInstantMs > lastMs) return [];
    return [{ instantMs: nowInstantMs, fields: found.frame.fields(now) }];
  });
  return { kind: 'times', times, repeats: true };
}

const mostMovedDays = 366;
/** Each day since is looked at. */
const mostPassedDays = 100 * 366;

const isWhole = (other: ICAL.Component, change: ICAL.Component): boolean =>
  !other.hasProperty('recurrence-id') &&
  other.getFirstPropertyValue('uid') !== null &&
  other.getFirstPropertyValue('uid') === change.getFirstPropertyValue('uid');

/** The wall clock in an appointment's time as the API takes it, without its offset. */
const wallIn = (appointmentTime = ''): Temporal.PlainDateTime =>
  Temporal.PlainDateTime.from(appointmentTime.slice(0, '2027-01-31T13:00:00'.length));
