import type { Language } from '../frontdesk';

/** After so long a weekday alone would be taken for the one before. */
const weekMs = 6 * 24 * 60 * 60_000;

/** 'Monday 9:00 AM', 'Monday, January 4 at 9:00 AM', 'lunes, 9:00': by the clock of the front desk. */
export function openingIn(language: Language, opensMs: number, nowMs: number, timeZone: string): string {
  const date = opensMs - nowMs > weekMs ? ({ month: 'long', day: 'numeric' } as const) : {};
  const options = { timeZone, weekday: 'long', hour: 'numeric', minute: '2-digit', ...date } as const;
  return new Intl.DateTimeFormat(language, options).format(opensMs);
}

const units = [
  ['day', 24 * 60],
  ['hour', 60],
  ['minute', 1],
] as const;

/** '25 minutes ago', 'hace 2 horas': nobody has to know whose clock it is. */
export function agoIn(language: Language, sinceMs: number, nowMs: number): string {
  const minutes = Math.max(0, Math.floor((nowMs - sinceMs) / 60_000));
  const [unit, size] = units.find(([, each]) => minutes >= each) ?? ['minute', 1];
  return new Intl.RelativeTimeFormat(language).format(-Math.floor(minutes / size), unit);
}
