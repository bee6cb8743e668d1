import * as v from 'valibot';
import { isTimeZone } from '../zoned-time';
import { type Holiday, type Interval, isDate } from './opening';

const time = v.pipe(v.string('A time is missing.'), v.regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'Write a time like 09:00.'));
const endTime = v.pipe(
  v.string('A time is missing.'),
  v.regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, 'Write a time like 17:00, or 24:00 for the end of the day.'),
);

const interval = v.pipe(
  v.tuple([time, endTime], 'An interval is two times, when it begins and when it ends.'),
  v.check(([from, until]) => from !== until, 'This begins and ends at the same time. The whole day is 00:00 to 24:00.'),
);

const mostIntervals = 6;

/** One that passes midnight can only be the last of its day. */
function areApart(sorted: readonly Interval[]): boolean {
  return sorted.every(([from, until], n) => {
    const next = sorted[n + 1];
    return next === undefined || (until > from && until <= next[0]);
  });
}

const intervals = v.pipe(
  v.array(interval, 'This is a list of intervals.'),
  v.transform((all): readonly Interval[] => [...all].sort(([one], [other]) => (one < other ? -1 : 1))),
  v.maxLength(mostIntervals, `A day has at most ${mostIntervals} intervals.`),
  v.check(areApart, 'Two intervals of this day overlap.'),
);

const day = v.optional(intervals, []);

const holiday = v.object({
  date: v.pipe(v.string('The date is missing.'), v.check(isDate, 'Write a date like 2027-12-25.')),
  name: v.optional(v.pipe(v.string('The name is not text.'), v.trim(), v.maxLength(60, 'At most 60 characters.'))),
  hours: v.optional(intervals),
});

/** Sync keeps 16 KiB for an item. */
const mostCharacters = 10_000;

export const HoursSchema = v.pipe(
  v.object(
    {
      timeZone: v.pipe(
        v.string('The time zone is missing.'),
        v.check(isTimeZone, 'There is no such time zone. One is written like America/New_York.'),
      ),
      week: v.object(
        { mon: day, tue: day, wed: day, thu: day, fri: day, sat: day, sun: day },
        'The week is missing: for each day its intervals.',
      ),
      holidays: v.optional(
        v.pipe(
          v.array(holiday, 'Holidays are a list.'),
          v.check((all) => new Set(all.map(({ date }) => date)).size === all.length, 'One date is there twice.'),
          v.transform((all): readonly Holiday[] => [...all].sort((one, other) => (one.date < other.date ? -1 : 1))),
        ),
        [],
      ),
    },
    'The opening hours are missing.',
  ),
  v.check(
    (hours) => JSON.stringify(hours).length <= mostCharacters,
    'That is more than can be kept: fewer holidays, please.',
  ),
);

/** Item `hours`: when the front desk is open. Without `hours`, always. */
const HoursItem = v.object({
  hours: v.optional(HoursSchema),
  atMs: v.number(),
  /** Masked number of the admin. */
  by: v.string(),
  /** Of the press; the same one again is a retry. */
  id: v.string(),
});
export type HoursItem = v.InferOutput<typeof HoursItem>;

/** @returns undefined when the item is not one that we wrote */
export function readHoursItem(data: unknown): HoursItem | undefined {
  const item = v.safeParse(HoursItem, data);
  return item.success ? item.output : undefined;
}
