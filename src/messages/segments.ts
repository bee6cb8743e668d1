import { extension, isGsm7 } from './gsm7';

/** How a text is cut into what carriers bill. */
export interface Segments {
  readonly encoding: 'GSM-7' | 'UCS-2';
  readonly segments: number;
  /** Septets, or 16-bit units, that the text takes; a character that does not fit into the rest of a segment begins the next one. */
  readonly used: number;
  /** What so many segments hold. */
  readonly room: number;
}

/** Alone, and in each of several, where a header takes its place. */
const sizes = { 'GSM-7': { alone: 160, each: 153 }, 'UCS-2': { alone: 70, each: 67 } } as const;

/** @see https://www.twilio.com/docs/glossary/what-is-gsm-7-character-encoding */
export function segmentsOf(text: string): Segments {
  const characters = [...text];
  const encoding = characters.every(isGsm7) ? 'GSM-7' : 'UCS-2';
  const { alone, each } = sizes[encoding];
  const widths = characters.map((character) =>
    encoding === 'GSM-7' ? (extension.has(character) ? 2 : 1) : character.length,
  );
  const used = widths.reduce((sum, width) => sum + width, 0);
  if (used <= alone) return { encoding, segments: 1, used, room: alone };
  let segments = 1;
  let filled = 0;
  for (const width of widths) {
    if (filled + width > each) {
      segments += 1;
      filled = 0;
    }
    filled += width;
  }
  return { encoding, segments, used, room: segments * each };
}
