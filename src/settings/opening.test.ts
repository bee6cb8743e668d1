import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { type Hours, type Interval, isOpenAt, nextClosing, nextOpening, type Weekday, weekdays } from './opening';

const week = (hours: Partial<Record<Weekday, readonly Interval[]>>): Hours['week'] =>
  Object.fromEntries(weekdays.map((day) => [day, hours[day] ?? []])) as unknown as Hours['week'];
const nineToFive: Interval[] = [['09:00', '17:00']];
const office: Hours = {
  timeZone: 'America/New_York',
  week: week({ mon: nineToFive, tue: nineToFive, wed: nineToFive, thu: nineToFive, fri: nineToFive }),
  holidays: [
    { date: '2026-11-26', name: 'Thanksgiving' },
    { date: '2026-12-24', hours: [['09:00', '12:00']] },
  ],
};
const at = (text: string, timeZone = office.timeZone) =>
  Temporal.PlainDateTime.from(text).toZonedDateTime(timeZone).epochMilliseconds;
const shown = (ms: number | undefined, timeZone = office.timeZone) =>
  ms === undefined
    ? undefined
    : Temporal.Instant.fromEpochMilliseconds(ms)
        .toZonedDateTimeISO(timeZone)
        .toPlainDateTime()
        .toString({ smallestUnit: 'minute' });

test.each([
  ['2026-11-23T09:00', true],
  ['2026-11-23T08:59:59.999', false],
  ['2026-11-23T16:59:59.999', true],
  ['2026-11-23T17:00', false],
  ['2026-11-22T12:00', false],
  ['2026-11-26T12:00', false],
  ['2026-12-24T11:59', true],
  ['2026-12-24T12:00', false],
])('at %s an office is open: %p', (time, open) => expect(isOpenAt(office, at(time))).toBe(open));

test('what comes next', () => {
  const friday = at('2026-11-20T17:30');
  expect(shown(nextOpening(office, friday))).toBe('2026-11-23T09:00');
  expect(shown(nextClosing(office, friday))).toBe('2026-11-23T17:00');
  expect(shown(nextClosing(office, at('2026-11-23T09:00')))).toBe('2026-11-23T17:00');
  expect(shown(nextOpening(office, at('2026-11-23T09:00')))).toBe('2026-11-24T09:00');
  expect(shown(nextOpening(office, at('2026-11-25T18:00')))).toBe('2026-11-27T09:00');
});

test('a night that passes midnight, also into a holiday, which closes only what would begin on it', () => {
  const bar: Hours = {
    ...office,
    week: week({ fri: [['18:00', '02:00']], sat: [['18:00', '02:00']] }),
    holidays: [{ date: '2026-11-21' }],
  };
  expect(isOpenAt(bar, at('2026-11-21T01:59'))).toBe(true);
  expect(isOpenAt(bar, at('2026-11-21T19:00'))).toBe(false);
  expect(shown(nextClosing(bar, at('2026-11-20T19:00')))).toBe('2026-11-21T02:00');
  expect(shown(nextOpening(bar, at('2026-11-21T02:00')))).toBe('2026-11-27T18:00');
});

test('all day, every day: never closes, but for a holiday', () => {
  const always = week(Object.fromEntries(weekdays.map((day) => [day, [['00:00', '24:00']]])));
  const hours: Hours = { timeZone: 'Europe/Berlin', week: always, holidays: [] };
  const now = at('2026-11-21T12:00', 'Europe/Berlin');
  expect(isOpenAt(hours, now)).toBe(true);
  expect([nextClosing(hours, now), nextOpening(hours, now)]).toEqual([undefined, undefined]);
  const holidays = [{ date: '2026-11-30' }];
  expect(shown(nextClosing({ ...hours, holidays }, now), 'Europe/Berlin')).toBe('2026-11-30T00:00');
  expect(shown(nextOpening({ ...hours, holidays }, now), 'Europe/Berlin')).toBe('2026-12-01T00:00');
});

test('never open', () => {
  const never: Hours = { ...office, week: week({}) };
  expect([isOpenAt(never, 0), nextOpening({ ...never, holidays: [] }, 0), nextClosing(never, 0)]).toEqual([
    false,
    undefined,
    undefined,
  ]);
  expect(shown(nextOpening(never, at('2026-11-27T00:00')))).toBe('2026-12-24T09:00');
});

// Against Temporal, near every change of a clock in 2027

const zones = [
  'UTC',
  'America/New_York',
  'America/St_Johns',
  'America/Havana', // midnight is skipped
  'America/Sao_Paulo',
  'Europe/Berlin',
  'Africa/Casablanca',
  'Asia/Beirut', // midnight is skipped
  'Asia/Kathmandu',
  'Australia/Lord_Howe', // by half an hour
  'Pacific/Chatham',
  'Pacific/Apia',
];

const changesOf = (timeZone: string): number[] => {
  const found: number[] = [];
  let from = Temporal.ZonedDateTime.from(`2027-01-01T00:00[${timeZone}]`);
  for (;;) {
    const next = from.getTimeZoneTransition('next');
    if (next === null || next.year > 2027) return found;
    found.push(next.epochMilliseconds);
    from = next;
  }
};

const timeOf = (quarter: number) =>
  `${String(Math.floor(quarter / 4)).padStart(2, '0')}:${String((quarter % 4) * 15).padStart(2, '0')}`;
const interval = fc
  .tuple(fc.integer({ min: 0, max: 95 }), fc.integer({ min: 1, max: 96 }))
  .filter(([from, until]) => from !== until)
  .map(([from, until]): Interval => [timeOf(from), timeOf(until)]);
const intervals = fc.array(interval, { maxLength: 2 });

/** Every span around an instant, by Temporal. */
function spansAround({ timeZone, week: days, holidays }: Hours, atMs: number): [number, number][] {
  const today = Temporal.Instant.fromEpochMilliseconds(atMs).toZonedDateTimeISO(timeZone).toPlainDate();
  return Array.from({ length: 24 }, (_, n) => today.add({ days: n - 3 })).flatMap((date) => {
    const holiday = holidays.find((each) => each.date === date.toString());
    const of = holiday ? (holiday.hours ?? []) : days[weekdays[date.dayOfWeek - 1] as Weekday];
    return of.flatMap(([from, until]): [number, number][] => {
      const instant = (day: Temporal.PlainDate, time: string) =>
        (time === '24:00' ? day.add({ days: 1 }).toPlainDateTime() : day.toPlainDateTime(time)).toZonedDateTime(
          timeZone,
        ).epochMilliseconds;
      const span: [number, number] = [instant(date, from), instant(until > from ? date : date.add({ days: 1 }), until)];
      return span[0] < span[1] ? [span] : [];
    });
  });
}

test('at every instant as Temporal has it', () => {
  const minute = 60_000;
  const near = fc.constantFrom(...zones).chain((timeZone) =>
    fc.record({
      timeZone: fc.constant(timeZone),
      changeMs: fc.constantFrom(...changesOf(timeZone), Date.parse('2027-02-28T23:59:00Z')),
      minutes: fc.integer({ min: -60 * 40, max: 60 * 40 }),
      mon: intervals,
      sat: intervals,
      sun: intervals,
      holiday: fc.option(intervals),
    }),
  );
  fc.assert(
    fc.property(near, ({ timeZone, changeMs, minutes, mon, sat, sun, holiday }) => {
      const date = Temporal.Instant.fromEpochMilliseconds(changeMs)
        .toZonedDateTimeISO(timeZone)
        .toPlainDate()
        .toString();
      const hours: Hours = {
        timeZone,
        week: week({ mon, sat, sun, thu: mon, fri: sat }),
        holidays: holiday === null ? [] : [{ date, hours: holiday }],
      };
      const atMs = changeMs + minutes * minute;
      const spans = spansAround(hours, atMs);
      const isOpen = (ms: number) => spans.some(([from, until]) => from <= ms && ms < until);
      expect(isOpenAt(hours, atMs)).toBe(isOpen(atMs));
      const edges = spans.flat().filter((ms) => ms > atMs);
      const first = (found: number[]) => (found.length === 0 ? undefined : Math.min(...found));
      const opening = first(edges.filter((ms) => isOpen(ms) && !isOpen(ms - 1)));
      const closing = first(edges.filter((ms) => !isOpen(ms) && isOpen(ms - 1)));
      if (opening !== undefined) expect(nextOpening(hours, atMs)).toBe(opening);
      if (closing !== undefined) expect(nextClosing(hours, atMs)).toBe(closing);
    }),
    { numRuns: 1000 },
  );
});
