import type { Language } from '../frontdesk';

/** '30 minutes', '1 minuto'. */
export const minutesIn = (language: Language, count: number): string =>
  new Intl.NumberFormat(language, { style: 'unit', unit: 'minute', unitDisplay: 'long' }).format(Math.max(0, count));

/** '1,234', '1234'. */
export const countIn = (language: Language, n: number): string => new Intl.NumberFormat(language).format(n);

/** A name cut to what a text has room for. */
export const short = (name: string, atMost: number): string =>
  name.length <= atMost ? name : `${name.slice(0, atMost - 1).trimEnd()}.`;
