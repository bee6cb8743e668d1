/** These languages say 1:00 pm; all others 13:00. */
const twelveHours = new Set(['en', 'hi', 'bn', 'ne', 'mr', 'th']);

/** To make one takes longer than to use it. */
const formats = new Map<string, Intl.DateTimeFormat>();
const mostFormats = 500;

function formatOf(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale} ${JSON.stringify(options)}`;
  const known = formats.get(key);
  if (known !== undefined) return known;
  if (formats.size >= mostFormats) formats.clear();
  const made = new Intl.DateTimeFormat(`${locale}-u-ca-gregory-nu-latn`, options);
  formats.set(key, made);
  return made;
}

const offset = /^([+-])(\d{2}):(\d{2})$/;

/** Node 20's Intl knows no fixed offsets: the instant is shifted instead, and read in UTC. */
function onWallClock(ms: number, timeZone: string): { date: Date; timeZone: string } {
  const [, sign, hours, minutes] = offset.exec(timeZone) ?? [];
  if (sign === undefined) return { date: new Date(ms), timeZone };
  const shiftMinutes = (Number(hours) * 60 + Number(minutes)) * (sign === '-' ? -1 : 1);
  return { date: new Date(ms + shiftMinutes * 60_000), timeZone: 'UTC' };
}

/**
 * 'Monday Mar 23, 1:00 pm', '월요일 3 23, 13:00', 'jeudi juil 21, 14:00': weekday, month, day, time, in this order in every language, as the system
 * did that this one follows.
 */
export function dayAndTime(ms: number, timeZone: string, locale: string): string {
  const at = onWallClock(ms, timeZone);
  const parts = (options: Intl.DateTimeFormatOptions) =>
    formatOf(locale, { timeZone: at.timeZone, ...options }).formatToParts(at.date);
  const part = (type: Intl.DateTimeFormatPartTypes, options: Intl.DateTimeFormatOptions) =>
    parts(options).find((each) => each.type === type)?.value ?? '';

  const weekday = part('weekday', { weekday: 'long' });
  const month = part('month', { month: 'short' }).replace(/[.월月]$/, '');
  const day = part('day', { day: 'numeric' });
  const minute = part('minute', { hour: 'numeric', minute: '2-digit' }).padStart(2, '0');
  const hour = Number(part('hour', { hour: 'numeric', hourCycle: 'h23' }));
  const language = locale.split('-')[0] ?? '';
  const time = twelveHours.has(language)
    ? `${hour % 12 === 0 ? 12 : hour % 12}:${minute} ${part('dayPeriod', { hour: 'numeric', hour12: true }).toLowerCase()}`
    : `${hour}:${minute}`;
  return `${weekday} ${month} ${day}, ${time}`.replace(/\s+/g, ' ').trim();
}
