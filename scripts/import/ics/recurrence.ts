import { Temporal } from 'temporal-polyfill';

/** What of a RRULE is read: everything that calendars offer in their menus. */
export interface Rule {
  readonly freq: string;
  readonly interval?: number;
  readonly count?: number;
  readonly byDay?: readonly string[]; // 'MO', '2TU', '-1FR'
  readonly byMonthDay?: readonly number[];
  readonly byMonth?: readonly number[];
  readonly bySetPos?: readonly number[];
  /** On which day a week begins: 1 is Monday. */
  readonly weekStart?: number;
}

const weekdays = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];
const partsOf: Readonly<Record<string, readonly (keyof Rule)[]>> = {
  DAILY: ['byDay'],
  WEEKLY: ['byDay'],
  MONTHLY: ['byDay', 'byMonthDay', 'bySetPos'],
  YEARLY: ['byMonth', 'byDay', 'byMonthDay'],
};

/** Why a rule is not followed; undefined when it is. */
export function notFollowed(rule: Rule, otherParts: readonly string[]): string | undefined {
  const allowed = partsOf[rule.freq];
  if (allowed === undefined) return `repeats ${rule.freq}`;
  const parts = (['byDay', 'byMonthDay', 'byMonth', 'bySetPos'] as const).filter((part) => rule[part] !== undefined);
  const wrong = [...parts.filter((part) => !allowed.includes(part)).map((part) => part.toUpperCase()), ...otherParts];
  if (rule.bySetPos !== undefined && rule.byDay === undefined) wrong.push('BYSETPOS');
  if (rule.freq === 'YEARLY' && rule.byDay !== undefined && rule.byMonth === undefined) wrong.push('BYDAY');
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
  const nameOf = (day: Temporal.PlainDate) => weekdays[day.dayOfWeek - 1] ?? '';
  switch (rule.freq) {
    case 'DAILY':
      return (day, passed) => passed % interval === 0 && (rule.byDay?.includes(nameOf(day)) ?? true);
    case 'WEEKLY': {
      const names = rule.byDay ?? [nameOf(begin)];
      const ofFirstWeek = (begin.dayOfWeek - (rule.weekStart ?? 1) + 7) % 7; // its days before the first
      return (day, passed) => Math.floor((passed + ofFirstWeek) / 7) % interval === 0 && names.includes(nameOf(day));
    }
    case 'MONTHLY':
      return (day) => {
        const months = (day.year - begin.year) * 12 + day.month - begin.month;
        return months % interval === 0 && inMonth(rule, begin, day);
      };
    default:
      return (day) =>
        (day.year - begin.year) % interval === 0 &&
        (rule.byMonth ?? [begin.month]).includes(day.month) &&
        inMonth(rule, begin, day);
  }
}

function inMonth({ byDay, byMonthDay, bySetPos }: Rule, begin: Temporal.PlainDate, day: Temporal.PlainDate): boolean {
  if (byDay === undefined && byMonthDay === undefined) return day.day === begin.day;
  const fits = (each: Temporal.PlainDate) =>
    (byMonthDay?.some((wanted) => (wanted > 0 ? wanted : each.daysInMonth + 1 + wanted) === each.day) ?? true) &&
    (byDay?.some((wanted) => isNamed(wanted, each)) ?? true);
  if (bySetPos === undefined) return fits(day);
  const all = Array.from({ length: day.daysInMonth }, (_, at) => day.with({ day: at + 1 })).filter(fits);
  return bySetPos.some((position) => all.at(position > 0 ? position - 1 : position)?.equals(day));
}

/** '2TU' is the second Tuesday of its month, '-1FR' the last Friday. */
function isNamed(wanted: string, day: Temporal.PlainDate): boolean {
  if (wanted.slice(-2) !== weekdays[day.dayOfWeek - 1]) return false;
  const ordinal = Number.parseInt(wanted, 10);
  if (Number.isNaN(ordinal)) return true;
  const fromEnd = -Math.ceil((day.daysInMonth - day.day + 1) / 7);
  return ordinal === (ordinal > 0 ? Math.ceil(day.day / 7) : fromEnd);
}
