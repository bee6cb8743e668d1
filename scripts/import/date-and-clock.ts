import type { DateOrder } from './line';

export type ReadTime = { kind: 'read'; text: string } | { kind: 'unread'; message: string };

const unread = (message: string): ReadTime => ({ kind: 'unread', message });
const two = (digits: string): string => digits.padStart(2, '0');

const isoDate = /^(\d{4})-(\d{1,2})-(\d{1,2})$/;
const isoSlashed = /^(\d{4})[/.](\d{1,2})[/.](\d{1,2})$/;
const dotted = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/;
const slashed = /^(\d{1,2})[/-](\d{1,2})[/-](\d{4})$/;

/** A date as people write it, as '2027-03-22'. '3/4/2027' is not guessed at. */
export function readDate(text: string, order: DateOrder | undefined): ReadTime {
  const [, year, month, day] = isoDate.exec(text) ?? isoSlashed.exec(text) ?? [];
  if (year && month && day) return { kind: 'read', text: `${year}-${two(month)}-${two(day)}` };
  const [, dayFirst, monthSecond, dottedYear] = dotted.exec(text) ?? [];
  if (dayFirst && monthSecond && dottedYear) {
    return { kind: 'read', text: `${dottedYear}-${two(monthSecond)}-${two(dayFirst)}` };
  }
  const [, first, second, lastYear] = slashed.exec(text) ?? [];
  if (!first || !second || !lastYear) return unread(`'${text}' is not a date like 2027-01-31`);
  if (order === undefined) return unread(`'${text}' can be read two ways; say which with --dates dmy or --dates mdy`);
  const [dayPart, monthPart] = order === 'dmy' ? [first, second] : [second, first];
  return { kind: 'read', text: `${lastYear}-${two(monthPart)}-${two(dayPart)}` };
}

const clock = /^(\d{1,2})(?:[:.h](\d{2}))?(?::(\d{2})(?:\.\d+)?)?\s*([ap])?\.?\s*(m)?\.?$/i;

/** A time of day as people write it, as '13:00' or '13:00:00'. */
export function readClock(text: string): ReadTime {
  const [, hour, minute, second, half, m] = clock.exec(text.trim()) ?? [];
  const isOne =
    hour !== undefined && (minute !== undefined || half !== undefined) && (half === undefined) === (m === undefined);
  const hours = Number(hour);
  if (!isOne || (half !== undefined && (hours < 1 || hours > 12)) || hours > 23 || Number(minute ?? 0) > 59) {
    return unread(`'${text}' is not a time of day like 13:00 or 1:00 pm`);
  }
  const ofDay = half === undefined ? hours : (hours % 12) + (half.toLowerCase() === 'p' ? 12 : 0);
  return { kind: 'read', text: `${two(String(ofDay))}:${minute ?? '00'}${second === undefined ? '' : `:${second}`}` };
}

/** Both in one cell, as the API takes it. What it can read itself stays as it is. */
export function readDateAndClock(text: string, order: DateOrder | undefined): ReadTime {
  if (/^\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}[^apAP]*$/.test(text)) return { kind: 'read', text };
  const [, day, time] = /^([\d./-]+),?[ T]+(.+)$/.exec(text) ?? [];
  if (day === undefined || time === undefined) {
    return unread(
      readDate(text, order).kind === 'read' ? 'has no time of day' : `'${text}' is not a time like 2027-01-31 13:00`,
    );
  }
  const date = readDate(day, order);
  const ofDay = readClock(time);
  if (date.kind === 'unread') return date;
  return ofDay.kind === 'unread' ? ofDay : { kind: 'read', text: `${date.text}T${ofDay.text}` };
}
