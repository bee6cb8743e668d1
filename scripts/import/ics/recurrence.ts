import { Temporal } from 'temporal-polyfill';

/** What of a RRULE is read: all of its parts that are about days. */
export interface Rule {
  readonly freq: string;
  readonly interval?: number;
  readonly count?: number;
  readonly byDay?: readonly string[]; // 'MO', '2TU', '-1FR'
  readonly byMonthDay?: readonly number[];
  readonly byMonth?: readonly number[];
  readonly byWeekNo?: readonly number[];
  readonly byYearDay?: readonly number[];
  readonly bySetPos?: readonly number[];
  /** On which day a week begins: 1 is Monday. */
  readonly weekStart?: number;
}

const weekdays = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];
const dayParts = ['byMonth', 'byWeekNo', 'byYearDay', 'byMonthDay', 'byDay'] as const;
/** RFC 5545 gives the others no meaning. */
const partsOf: Readonly<Record<string, readonly (keyof Rule)[]>> = {
  DAILY: ['byMonth', 'byMonthDay', 'byDay'],
  WEEKLY: ['byMonth', 'byDay'],
  MONTHLY: ['byMonth', 'byMonthDay', 'byDay'],
  YEARLY: dayParts,
};

/** Why a rule is not followed; undefined when it is. */
export function notFollowed(rule: Rule, otherParts: readonly string[]): string | undefined {
  const allowed = partsOf[rule.freq];
  if (allowed === undefined) return `repeats ${rule.freq}`;
  const parts = dayParts.filter((part) => rule[part] !== undefined);
  const wrong = [...parts.filter((part) => !allowed.includes(part)).map((part) => part.toUpperCase()), ...otherParts];
  const hasOrdinal = rule.byDay?.some((day) => day.length > 2);
  if (hasOrdinal && (rule.byWeekNo !== undefined || ['DAILY', 'WEEKLY'].includes(rule.freq))) {
    wrong.push('a numbered BYDAY');
  }
  if (rule.bySetPos !== undefined && parts.length === 0) wrong.push('BYSETPOS alone');
  return wrong.length > 0 ? `repeats ${rule.freq} with ${wrong.join(', ')}` : undefined;
}

/**
 * The days from `begin` on, up to and with `until`, on which the rule falls, as RFC 5545 has it. Walks the days instead of leaping, as a rule
 * that never falls (the 30th of February) ends like any other.
 */
export function* daysOf(
  rule: Rule,
  begin: Temporal.PlainDate,
  until: Temporal.PlainDate,
): Generator<Temporal.PlainDate> {
  const falls = fallsOn(rule, begin);
  let count = 0;
  let passed = -1;
  for (let day = begin; Temporal.PlainDate.compare(day, until) <= 0; day = day.add({ days: 1 })) {
    passed += 1;
    // The first is one of them even where the rule says otherwise
    if (passed > 0 && !falls(day, passed)) continue;
    count += 1;
    if (rule.count !== undefined && count > rule.count) return;
    yield day;
  }
}

/** Whether the rule falls on a day that comes so many days after the first. */
type Falls = (day: Temporal.PlainDate, passed: number) => boolean;

function fallsOn(rule: Rule, begin: Temporal.PlainDate): Falls {
  const interval = Math.max(1, rule.interval ?? 1);
  const { weekStart = 1 } = rule;
  const fits = fitting(completed(rule, begin), weekStart);
  const isAtPosition = positioned(rule, fits);
  const isIn = (day: Temporal.PlainDate) => fits(day) && isAtPosition(day);
  switch (rule.freq) {
    case 'DAILY':
      return (day, passed) => passed % interval === 0 && isIn(day);
    case 'WEEKLY': {
      const ofFirstWeek = daysIntoWeek(begin, weekStart);
      return (day, passed) => Math.floor((passed + ofFirstWeek) / 7) % interval === 0 && isIn(day);
    }
    case 'MONTHLY':
      return (day) => ((day.year - begin.year) * 12 + day.month - begin.month) % interval === 0 && isIn(day);
    default:
      return (day) => (yearOf(rule, day) - yearOf(rule, begin)) % interval === 0 && isIn(day);
  }
}

/** What the rule does not say is as on the first day. */
function completed(rule: Rule, begin: Temporal.PlainDate): Rule {
  const { freq, byMonth, byWeekNo, byYearDay, byMonthDay, byDay } = rule;
  if (byYearDay !== undefined || byMonthDay !== undefined || byDay !== undefined || freq === 'DAILY') return rule;
  if (freq === 'WEEKLY' || byWeekNo !== undefined) return { ...rule, byDay: [nameOf(begin)] };
  if (freq === 'MONTHLY') return { ...rule, byMonthDay: [begin.day] };
  return { ...rule, byMonth: byMonth ?? [begin.month], byMonthDay: [begin.day] };
}

const nameOf = (day: Temporal.PlainDate): string => weekdays[day.dayOfWeek - 1] ?? '';

const daysIntoWeek = (day: Temporal.PlainDate, weekStart: number): number => (day.dayOfWeek - weekStart + 7) % 7;

/** Of two counts, from the beginning or from the end, the one is among those that are wanted. */
const isCounted = (wanted: readonly number[] | undefined, position: number, length: number): boolean =>
  wanted?.some((each) => (each > 0 ? each : length + 1 + each) === position) ?? true;

function fitting(rule: Rule, weekStart: number): (day: Temporal.PlainDate) => boolean {
  const { freq, byMonth, byWeekNo, byYearDay, byMonthDay, byDay } = rule;
  const isOfYear = freq === 'YEARLY' && byMonth === undefined;
  return (day) => {
    if (byMonth !== undefined && !byMonth.includes(day.month)) return false;
    if (!isCounted(byMonthDay, day.day, day.daysInMonth)) return false;
    if (!isCounted(byYearDay, day.dayOfYear, day.daysInYear)) return false;
    if (byDay !== undefined && !byDay.some((wanted) => isNamed(wanted, day, isOfYear))) return false;
    if (byWeekNo === undefined) return true;
    const middle = middleOfWeek(day, weekStart);
    return isCounted(byWeekNo, weekNo(middle), weekNo(middleOfWeek(middle.with({ month: 12, day: 28 }), weekStart)));
  };
}

/** '2TU' is the second Tuesday of its month or year, '-1FR' the last Friday. */
function isNamed(wanted: string, day: Temporal.PlainDate, isOfYear: boolean): boolean {
  if (wanted.slice(-2) !== nameOf(day)) return false;
  const ordinal = Number.parseInt(wanted, 10);
  if (Number.isNaN(ordinal)) return true;
  const [position, length] = isOfYear ? [day.dayOfYear, day.daysInYear] : [day.day, day.daysInMonth];
  return ordinal === (ordinal > 0 ? Math.ceil(position / 7) : -Math.ceil((length - position + 1) / 7));
}

/** A week is of the year that has four days of it or more: that of its fourth day. */
const middleOfWeek = (day: Temporal.PlainDate, weekStart: number): Temporal.PlainDate =>
  day.add({ days: 3 - daysIntoWeek(day, weekStart) });

const weekNo = (middle: Temporal.PlainDate): number => Math.ceil(middle.dayOfYear / 7);

/** Of a rule about weeks, the year that the week is counted in. */
const yearOf = ({ byWeekNo, weekStart = 1 }: Rule, day: Temporal.PlainDate): number =>
  byWeekNo === undefined ? day.year : middleOfWeek(day, weekStart).year;

/** BYSETPOS: the day's place among those of the same period on which the rule would fall. */
function positioned(rule: Rule, fits: (day: Temporal.PlainDate) => boolean): (day: Temporal.PlainDate) => boolean {
  const { bySetPos } = rule;
  if (bySetPos === undefined) return () => true;
  let [known, ofKnown]: [string, readonly Temporal.PlainDate[]] = ['', []];
  return (day) => {
    const [first, count] = periodOf(rule, day);
    if (first.toString() !== known) {
      const all = Array.from({ length: count }, (_, at) => first.add({ days: at })).filter(fits);
      [known, ofKnown] = [first.toString(), all];
    }
    return bySetPos.some((position) => ofKnown.at(position > 0 ? position - 1 : position)?.equals(day));
  };
}

/** The first day of the day's period, and how many days that has. */
function periodOf(rule: Rule, day: Temporal.PlainDate): [first: Temporal.PlainDate, count: number] {
  const { freq, weekStart = 1 } = rule;
  if (freq === 'DAILY') return [day, 1];
  if (freq === 'WEEKLY') return [day.subtract({ days: daysIntoWeek(day, weekStart) }), 7];
  if (freq === 'MONTHLY') return [day.with({ day: 1 }), day.daysInMonth];
  const begin = (year: number) => {
    const first = Temporal.PlainDate.from({ year, month: 1, day: 1 });
    if (rule.byWeekNo === undefined) return first;
    const fourth = first.with({ day: 4 }); // always of week 1
    return fourth.subtract({ days: daysIntoWeek(fourth, weekStart) });
  };
  const year = yearOf(rule, day);
  const first = begin(year);
  return [first, first.until(begin(year + 1), { largestUnit: 'days' }).days];
}
