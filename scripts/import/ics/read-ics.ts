import type ICAL from 'ical.js';
import type { FieldError } from '../../../src/reminders/arguments';
import { type Asked, type Fields, FileError, type Line, type Reading, type Source } from '../line';
import { type Calendar, calendarOf } from './blocks';
import { changedFrom } from './changed-from';
import { detailsOf } from './details';
import { occurrencesOf } from './occurrences';
import { type StatedDate, statedDates } from './stated-dates';

const header = ['contact_number', 'appointment_time', 'time_zone', 'notify_window', 'location', 'participant'] as const;

/**
 * Reads a calendar: each event is a line, and each repetition of an event within the horizon.
 *
 * @throws {FileError} when it is no calendar
 */
export async function readIcs(pieces: AsyncIterable<string>, reading: Reading): Promise<Source> {
  let text = '';
  for await (const piece of pieces) text += piece;
  const calendar = calendarOf(text);
  if (!calendar.hasCalendar) throw new FileError('This is not a calendar: it has no BEGIN:VCALENDAR.');
  return { header, delimiter: ',', notes: [], lines: linesOf(calendar, reading) };
}

async function* linesOf(calendar: Calendar, reading: Reading): AsyncGenerator<Line> {
  const replacements = replacementsOf(calendar, reading);
  for (const { line, parsed } of calendar.events) {
    if (parsed.kind === 'malformed') {
      yield asked(line, {}, [{ field: 'line', message: parsed.message }]);
      continue;
    }
    const found = attempt(() => askedBy(parsed.event, calendar, reading, replacements));
    if (typeof found === 'string') {
      yield asked(line, {}, [{ field: 'line', message: `cannot be read: ${found}` }]);
      continue;
    }
    for (const each of found) {
      yield each.kind === 'skipped' ? { line, cells: [], asked: each } : asked(line, each.fields, each.errors);
    }
  }
}

const asked = (line: number, fields: Fields, errors: readonly FieldError[]): Line => ({
  line,
  cells: header.map((name) => fields[name] ?? ''),
  asked: { kind: 'appointment', fields, errors },
});

function askedBy(
  event: ICAL.Component,
  calendar: Calendar,
  reading: Reading,
  replacements: ReadonlyMap<string, readonly StatedDate[]>,
): Line['asked'][] {
  const skipped = (why: string): Line['asked'][] => [{ kind: 'skipped', why }];
  if (calendar.isCancellation || textOf(event, 'status').toUpperCase() === 'CANCELLED') return skipped('is cancelled');
  const recurrenceId = event.getFirstProperty('recurrence-id');
  const { fields, errors } = detailsOf(event, reading);
  const replaced = replacements.get(textOf(event, 'uid')) ?? [];
  const found = recurrenceId?.getFirstParameter('range')
    ? changedFrom(event, calendar, reading, replaced)
    : occurrencesOf(event, calendar, reading, recurrenceId ? [] : replaced);
  if (found.kind === 'wrong') {
    return [{ kind: 'appointment', fields: { ...fields, ...found.fields }, errors: [found.error, ...errors] }];
  }
  const ahead = found.times.filter(({ instantMs }) => instantMs > reading.nowMs);
  if (ahead.length === 0) {
    return skipped(found.repeats ? `does not happen in the next ${reading.horizonDays} days` : 'is over');
  }
  return ahead.map((each): Asked => ({ kind: 'appointment', fields: { ...fields, ...each.fields }, errors }));
}

const textOf = (event: ICAL.Component, name: string): string => String(event.getFirstPropertyValue(name) ?? '').trim();

/** Which repetitions of an event stand in the file as events of their own, by UID. */
function replacementsOf(calendar: Calendar, reading: Reading): ReadonlyMap<string, readonly StatedDate[]> {
  const replacements = new Map<string, StatedDate[]>();
  for (const { parsed } of calendar.events) {
    if (parsed.kind === 'malformed') continue;
    const dates = attempt(() => statedDates(parsed.event, 'recurrence-id', calendar, reading));
    if (typeof dates === 'string') continue;
    const uid = textOf(parsed.event, 'uid');
    if (dates.length > 0) replacements.set(uid, [...(replacements.get(uid) ?? []), ...dates]);
  }
  return replacements;
}

/** Values are decoded when they are asked for, and one that makes no sense throws then. Answers the message. */
function attempt<T>(read: () => T): T | string {
  try {
    return read();
  } catch (error) {
    return error instanceof Error ? error.message.slice(0, 120) : String(error);
  }
}
