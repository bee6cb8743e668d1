/** Times as the page writes them: in the viewer's locale and zone, always from milliseconds of the emulator's clock. */
export interface Viewer {
  readonly locale?: string;
  readonly timeZone?: string;
}

const secondMs = 1000;
export const minuteMs = 60 * secondMs;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

const formats = new Map<string, Intl.DateTimeFormat>();

function format(ms: number, viewer: Viewer, options: Intl.DateTimeFormatOptions): string {
  const key = `${viewer.locale}|${viewer.timeZone}|${JSON.stringify(options)}`;
  let known = formats.get(key);
  if (known === undefined) {
    known = new Intl.DateTimeFormat(viewer.locale, { ...options, timeZone: viewer.timeZone });
    formats.set(key, known);
  }
  return known.format(ms);
}

/** 'Sat, Nov 21' */
export const dayOf = (ms: number, viewer: Viewer = {}): string =>
  format(ms, viewer, { weekday: 'short', day: 'numeric', month: 'short' });

/** '12:46', or '12:46 PM' where people write it so */
export const timeOf = (ms: number, viewer: Viewer = {}): string =>
  format(ms, viewer, { hour: 'numeric', minute: '2-digit' });

/** '12:46:07' */
export const secondOf = (ms: number, viewer: Viewer = {}): string =>
  format(ms, viewer, { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' });

/** 'Today', 'Yesterday', 'Tomorrow' or the day, as seen from `nowMs` */
export function relativeDayOf(ms: number, nowMs: number, viewer: Viewer = {}): string {
  const day = dayOf(ms, viewer);
  if (Math.abs(ms - nowMs) > 2 * dayMs) return day;
  if (day === dayOf(nowMs, viewer)) return 'Today';
  if (day === dayOf(nowMs - dayMs, viewer)) return 'Yesterday';
  if (day === dayOf(nowMs + dayMs, viewer)) return 'Tomorrow';
  return day;
}

/** The time alone when it is today's, else with its day: '13:10', 'Sun, Nov 22 13:10' */
export const whenOf = (ms: number, nowMs: number, viewer: Viewer = {}): string =>
  relativeDayOf(ms, nowMs, viewer) === 'Today'
    ? timeOf(ms, viewer)
    : `${relativeDayOf(ms, nowMs, viewer)} ${timeOf(ms, viewer)}`;

/** A length of time in its two largest units: '12 s', '4 min', '2 h 5 min', '3 d 2 h' */
export function lengthOf(ms: number): string {
  const whole = Math.max(0, ms);
  if (whole < minuteMs) return `${Math.floor(whole / secondMs)} s`;
  if (whole < hourMs) return `${Math.floor(whole / minuteMs)} min`;
  if (whole < dayMs) return two(whole, hourMs, 'h', minuteMs, 'min');
  return two(whole, dayMs, 'd', hourMs, 'h');
}

function two(ms: number, large: number, largeName: string, small: number, smallName: string): string {
  const rest = Math.floor((ms % large) / small);
  const first = `${Math.floor(ms / large)} ${largeName}`;
  return rest === 0 ? first : `${first} ${rest} ${smallName}`;
}

/** 'in 4 min' or 'due now' */
export const timeToGo = (atMs: number, nowMs: number): string =>
  atMs - nowMs < secondMs ? 'due now' : `in ${lengthOf(atMs - nowMs)}`;

/** How long a step took: '41 ms', '1.3 s' */
export const tookOf = (ms: number): string =>
  ms < secondMs ? `${Math.round(ms)} ms` : `${(ms / secondMs).toFixed(1)} s`;

/** The value of an `<input type="datetime-local" step="1">`, in the machine's own zone */
export function toLocalInput(ms: number): string {
  const date = new Date(ms);
  const two = (value: number) => String(value).padStart(2, '0');
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day}T${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
}

/** Milliseconds of such a value; undefined when it is no time */
export function fromLocalInput(value: string): number | undefined {
  const ms = new Date(value).getTime();
  return value === '' || Number.isNaN(ms) ? undefined : ms;
}
