import type ICAL from 'ical.js';
import { Temporal } from 'temporal-polyfill';
import { isTimeZone } from '../../../src/reminders/times';
import type { Fields, Reading } from '../line';
import type { Calendar } from './blocks';

/** What the wall clock of an event means. */
export interface Frame {
  instantMs(wall: Temporal.PlainDateTime): number;
  /** The moment as the API takes it. */
  fields(wall: Temporal.PlainDateTime): Fields;
}

export type FrameOf = { kind: 'frame'; frame: Frame } | { kind: 'unknown'; message: string };

/** The frame of a date property, by its TZID, its Z, or what is said of the calendar as a whole. */
export function frameOf(property: ICAL.Property, time: ICAL.Time, calendar: Calendar, reading: Reading): FrameOf {
  const reader = reading.timeZone ?? zoneNamed(calendar.timeZone);
  const tzid = property.getFirstParameter('tzid');
  if (tzid) {
    const name = zoneNamed(tzid);
    if (name !== undefined) return { kind: 'frame', frame: zoneFrame(name) };
    const described = calendar.zones.get(tzid);
    if (described !== undefined) return { kind: 'frame', frame: describedFrame(described, reading.timeZone) };
    return unknown(`is in the time zone '${tzid}', which the file does not describe`);
  }
  if (isUtc(time)) {
    if (reader !== undefined) return { kind: 'frame', frame: utcFrame(reader) };
    return unknown('is in UTC; say with --time-zone on which clock the phone reads it');
  }
  if (reader !== undefined) return { kind: 'frame', frame: zoneFrame(reader) };
  return unknown('has no time zone; say which with --time-zone');
}

const unknown = (message: string): FrameOf => ({ kind: 'unknown', message });

const isUtc = (time: ICAL.Time): boolean => time.zone?.tzid === 'UTC';

/** 'Europe/Berlin', also out of '/mozilla.org/20050126_1/Europe/Berlin'. */
export function zoneNamed(tzid: string | undefined): string | undefined {
  if (tzid === undefined) return undefined;
  const [, ending] = /([A-Za-z_]+\/[A-Za-z_+-]+(?:\/[A-Za-z_]+)?)$/.exec(tzid) ?? [];
  return [tzid, ending].find((name) => name !== undefined && isTimeZone(name));
}

const minutes = (wall: Temporal.PlainDateTime): string => wall.toString({ smallestUnit: 'second' });

const zoneFrame = (timeZone: string): Frame => ({
  instantMs: (wall) => wall.toZonedDateTime(timeZone).epochMilliseconds,
  fields: (wall) => ({ appointment_time: minutes(wall), time_zone: timeZone }),
});

const utcFrame = (reader: string): Frame => ({
  instantMs: (wall) => wall.toZonedDateTime('UTC').epochMilliseconds,
  fields: (wall) => ({ appointment_time: `${minutes(wall)}Z`, time_zone: reader }),
});

function describedFrame(zone: ICAL.Timezone, reader: string | undefined): Frame {
  const offsetMs = (wall: Temporal.PlainDateTime): number => {
    const { year, month, day, hour, minute, second } = wall;
    return zone.utcOffset({ year, month, day, hour, minute, second } as ICAL.Time) * 1000;
  };
  const instantMs = (wall: Temporal.PlainDateTime) => wall.toZonedDateTime('UTC').epochMilliseconds - offsetMs(wall);
  return {
    instantMs,
    fields(wall) {
      const sign = offsetMs(wall) < 0 ? '-' : '+';
      const offset = Math.abs(offsetMs(wall)) / 60_000;
      const two = (count: number) => String(Math.floor(count)).padStart(2, '0');
      return {
        appointment_time: `${minutes(wall)}${sign}${two(offset / 60)}:${two(offset % 60)}`,
        ...(reader && { time_zone: reader }),
      };
    },
  };
}

export const wallOf = ({ year, month, day, hour, minute, second }: ICAL.Time): Temporal.PlainDateTime =>
  Temporal.PlainDateTime.from({ year, month, day, hour, minute, second });
