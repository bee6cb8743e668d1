import type { Failure } from '../../../src/desk/contract';
import {
  type Holiday,
  type Hours,
  type Interval,
  isOpenAt,
  nextClosing,
  nextOpening,
  type Weekday,
  weekdays,
} from '../../../src/settings/opening';
import { whenOf } from './times';

const workdays: readonly Weekday[] = weekdays.slice(0, 5);
const usual: Interval = ['09:00', '17:00'];

/** What somebody who sets opening hours for the first time begins with. */
export const firstHours = (timeZone: string): Hours => ({
  timeZone,
  week: Object.fromEntries(
    weekdays.map((day) => [day, workdays.includes(day) ? [usual] : []]),
  ) as unknown as Hours['week'],
  holidays: [],
});

/** One more interval for a day: after the last one where there is room, else the usual one. */
export function withInterval(intervals: readonly Interval[]): readonly Interval[] {
  const last = intervals.at(-1);
  if (last === undefined) return [usual];
  const hour = Number(last[1].slice(0, 2));
  if (last[1] <= last[0] || hour >= 22) return [...intervals, usual];
  return [...intervals, [`${two(hour + 1)}:00`, `${two(Math.min(24, hour + 3))}:00`]];
}

const two = (n: number): string => String(n).padStart(2, '0');

/** The end of a day has no place in a field for a time of day: there it is midnight. */
export const fieldTime = (time: string): string => (time === '24:00' ? '00:00' : time);
export const endTime = (field: string): string => (field === '00:00' ? '24:00' : field);

export const withDay = (hours: Hours, day: Weekday, intervals: readonly Interval[]): Hours => ({
  ...hours,
  week: { ...hours.week, [day]: intervals },
});

export const withWorkdaysAs = (hours: Hours, day: Weekday): Hours =>
  workdays.reduce((all, each) => withDay(all, each, hours.week[day]), hours);

export const withHoliday = (hours: Hours, index: number, change: (now: Holiday) => Holiday | undefined): Hours => ({
  ...hours,
  holidays: hours.holidays.flatMap((each, n) => (n === index ? (change(each) ?? []) : each)),
});

/** What is wrong with a field, or with anything in it: 'week.mon' for `hours.week.mon.0.1`. */
export const problemAt = (errors: Failure['errors'], path: string): string | undefined =>
  errors.find(({ field = '' }) => field === `hours.${path}` || field.startsWith(`hours.${path}.`))?.message;

/** 'Open now, closes 17:00', by the clock of the front desk. */
export function openingWords(hours: Hours | undefined, nowMs: number, locale?: string): string {
  if (hours === undefined) return 'Always open';
  const isOpen = isOpenAt(hours, nowMs);
  const nextMs = isOpen ? nextClosing(hours, nowMs) : nextOpening(hours, nowMs);
  const now = isOpen ? 'Open now' : 'Closed now';
  return nextMs === undefined
    ? now
    : `${now}, ${isOpen ? 'closes' : 'opens'} ${whenOf(nextMs, nowMs, { locale, timeZone: hours.timeZone })}`;
}

const names = new Map<string, string>();

/** 'Monday' */
export function dayName(day: Weekday, locale?: string): string {
  const key = `${locale} ${day}`;
  const known = names.get(key);
  if (known !== undefined) return known;
  const firstMonday = Date.UTC(2024, 0, 1 + weekdays.indexOf(day));
  const name = new Intl.DateTimeFormat(locale, { weekday: 'long', timeZone: 'UTC' }).format(firstMonday);
  names.set(key, name);
  return name;
}

export const timeZones = (): readonly string[] => {
  const { supportedValuesOf } = Intl as { supportedValuesOf?: (of: 'timeZone') => string[] };
  return ['UTC', ...(supportedValuesOf?.('timeZone') ?? [])];
};

export const ownTimeZone = (): string => new Intl.DateTimeFormat().resolvedOptions().timeZone;
