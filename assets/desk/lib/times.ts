/** Times as the desk writes them: in the viewer's locale and zone, from milliseconds of the server's clock. */
export interface Viewer {
  readonly locale?: string;
  readonly timeZone?: string;
}

export const secondMs = 1000;
export const minuteMs = 60 * secondMs;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

const formats = new Map<string, Intl.DateTimeFormat>();

function written(ms: number, { locale, timeZone }: Viewer, options: Intl.DateTimeFormatOptions): string {
  const key = `${locale}|${timeZone}|${JSON.stringify(options)}`;
  let known = formats.get(key);
  if (known === undefined) {
    known = new Intl.DateTimeFormat(locale, { ...options, timeZone });
    formats.set(key, known);
  }
  return known.format(ms);
}

/** '12:46' or '12:46 PM' */
export const clockTime = (ms: number, viewer: Viewer = {}): string =>
  written(ms, viewer, { hour: 'numeric', minute: '2-digit' });

/** 'Sat, Nov 21' */
export const dayOf = (ms: number, viewer: Viewer = {}): string =>
  written(ms, viewer, { weekday: 'short', day: 'numeric', month: 'short' });

/** The time alone when it is of the same day as now. */
export const whenOf = (ms: number, nowMs: number, viewer: Viewer = {}): string =>
  dayOf(ms, viewer) === dayOf(nowMs, viewer) ? clockTime(ms, viewer) : `${dayOf(ms, viewer)}, ${clockTime(ms, viewer)}`;

/** 'just now', '4 min', '2 h 5 min', '3 d' */
export function minutesOf(ms: number): string {
  if (ms < minuteMs) return 'just now';
  if (ms < hourMs) return `${Math.floor(ms / minuteMs)} min`;
  if (ms >= dayMs) return `${Math.floor(ms / dayMs)} d`;
  const minutes = Math.floor((ms % hourMs) / minuteMs);
  return `${Math.floor(ms / hourMs)} h${minutes === 0 ? '' : ` ${minutes} min`}`;
}

/** '12 s', '4 min': how old something is. */
export const ageOf = (ms: number): string =>
  ms < minuteMs ? `${Math.max(0, Math.floor(ms / secondMs))} s` : minutesOf(ms);

/** What the clock of a waiting customer means. */
export type Patience = 'fine' | 'late' | 'too-late';

export function patienceOf(waitedMs: number, { late, tooLate }: { late: number; tooLate: number }): Patience {
  if (waitedMs >= tooLate * minuteMs) return 'too-late';
  return waitedMs >= late * minuteMs ? 'late' : 'fine';
}
