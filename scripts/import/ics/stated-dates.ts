import ICAL from 'ical.js';
import type { Fields, Reading } from '../line';
import type { Calendar } from './blocks';
import { frameOf, wallOf, zoneNamed } from './frame';

/** A date that a property names: a moment, a moment and all after it (RANGE=THISANDFUTURE), or a whole day. */
export type StatedDate =
  | { readonly kind: 'moment'; readonly instantMs: number; readonly fields: Fields }
  | { readonly kind: 'from'; readonly instantMs: number }
  | { readonly kind: 'day'; readonly day: string };

/** The dates of an event's EXDATE, RDATE or RECURRENCE-ID. */
export function statedDates(event: ICAL.Component, name: string, calendar: Calendar, reading: Reading): StatedDate[] {
  const own = event.getFirstProperty('dtstart')?.getFirstParameter('tzid');
  const timeZone = reading.timeZone ?? zoneNamed(calendar.timeZone) ?? zoneNamed(own) ?? 'UTC';
  return event.getAllProperties(name).flatMap((property) =>
    property.getValues().flatMap((value: unknown): StatedDate[] => {
      const time = value instanceof ICAL.Period ? value.start : value;
      if (!(time instanceof ICAL.Time)) return [];
      if (time.isDate) return [{ kind: 'day', day: time.toString() }];
      const found = frameOf(property, time, calendar, { ...reading, timeZone });
      if (found.kind === 'unknown') return [];
      const wall = wallOf(time);
      if (property.getFirstParameter('range')) return [{ kind: 'from', instantMs: found.frame.instantMs(wall) }];
      return [{ kind: 'moment', instantMs: found.frame.instantMs(wall), fields: found.frame.fields(wall) }];
    }),
  );
}

export const isAmong = (dates: readonly StatedDate[], instantMs: number, day: string): boolean =>
  dates.some((date) => {
    if (date.kind === 'day') return date.day === day;
    return date.kind === 'from' ? instantMs >= date.instantMs : date.instantMs === instantMs;
  });
