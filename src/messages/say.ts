import type { Frontdesk, Language } from '../frontdesk';
import { defaultSettings } from '../settings/load';
import { en } from './en';
import { es } from './es';
import { gsm7 } from './gsm7';
import type { Catalogue, TextKey, TextParts } from './parts';

const catalogues: Readonly<Record<Language, Catalogue>> = { en, es };

/** The texts that need no parts, so that nobody has to hand in an empty object. */
export type PlainKey = { [Key in TextKey]: Record<never, never> extends TextParts[Key] ? Key : never }[TextKey];

/** Whoever speaks does so in the words that staff chose. */
export type Speaker = Pick<Frontdesk, 'settings'>;

/** Speaks where no front desk could be reached. */
export const defaultSpeaker: Speaker = { settings: defaultSettings };

/** A text in somebody's language, in the alphabet that fits most into a segment. */
export function say<Key extends TextKey>(
  _speaker: Speaker,
  language: Language,
  key: Key,
  ...parts: Key extends PlainKey ? [] : [TextParts[Key]]
): string {
  const text: (parts: TextParts[Key]) => string = catalogues[language][key];
  return gsm7(text((parts[0] ?? {}) as TextParts[Key]));
}
