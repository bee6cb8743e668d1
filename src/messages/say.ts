import type { Frontdesk, Language } from '../frontdesk';
import { defaultSettings } from '../settings/load';
import { defaultTexts } from './defaults';
import { rendered } from './render';
import type { TextKey, TextParts } from './texts';

/** The texts that need no parts, so that nobody has to hand in an empty object. */
export type PlainKey = { [Key in TextKey]: Record<never, never> extends TextParts[Key] ? Key : never }[TextKey];

/** Whoever speaks does so in the words that staff chose. */
export type Speaker = Pick<Frontdesk, 'settings'>;

/** Speaks where no front desk could be reached. */
export const defaultSpeaker: Speaker = { settings: defaultSettings };

/** A text in somebody's language, in the words that staff chose for it or in ours. */
export function say<Key extends TextKey>(
  { settings }: Speaker,
  language: Language,
  key: Key,
  ...[parts]: Key extends PlainKey ? [] : [TextParts[Key]]
): string {
  return rendered(language, key, settings.texts[language][key] ?? defaultTexts[language][key], parts ?? {});
}
