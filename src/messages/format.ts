import type { Language } from '../frontdesk';

/** '30 minutes', '1 minuto'. */
export const minutesIn = (language: Language, count: number): string =>
  new Intl.NumberFormat(language, { style: 'unit', unit: 'minute', unitDisplay: 'long' }).format(Math.max(0, count));

/** '1,234', '1234'. */
export const countIn = (language: Language, n: number): string => new Intl.NumberFormat(language).format(n);

/** So much of a text. An emoji is two units long and goes as a whole: half of one is no text that can be sent or stored. */
export const cut = (text: string, atMost: number): string =>
  text.length <= atMost ? text : text.slice(0, atMost).replace(/[\ud800-\udbff]$/, '');

/** A name cut to what a text has room for. */
export const short = (name: string, atMost: number): string =>
  name.length <= atMost ? name : `${cut(name, atMost - 1).trimEnd()}.`;

/** What a phone sends as one text, in characters of the GSM-7 alphabet; those of its extension count twice. */
const SEGMENT = 160;

/** The long form where it fits into one segment, else the short one. */
export const fitting = (long: string, brief: string): string =>
  long.length + (long.match(/[\^{}\\[~\]|€]/g)?.length ?? 0) <= SEGMENT ? long : brief;

/** A text of several lines. A line that only opens or closes a section leaves none behind. */
export const lines = (...each: readonly string[]): string => each.join('\n');
