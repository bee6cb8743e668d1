import mustache from 'mustache';
import type { Language } from '../frontdesk';
import { countIn, minutesIn } from './format';
import { gsm7 } from './gsm7';
import type { Part } from './parts';
import { partsOf, type TextKey } from './texts';

type Value = string | number | boolean | undefined;
type View = Readonly<Record<string, string | boolean | undefined>>;

/** A part as it is read in this language. */
export function shownPart(language: Language, { kind }: Part, value: Value): string | boolean | undefined {
  if (typeof value !== 'number') return value;
  if (kind === 'minutes') return minutesIn(language, value);
  return kind === 'count' ? countIn(language, value) : String(value);
}

/** What a template of this text may ask for. */
export const viewOf = (language: Language, key: TextKey, values: Readonly<Record<string, Value>>): View =>
  Object.fromEntries(
    Object.entries(partsOf(key)).map(([name, part]) => [name, shownPart(language, part, values[name])]),
  );

/** Texts are no HTML: nothing is escaped. */
const asIs = { escape: String };

/** The template filled in. @throws {Error} when its sections are not closed */
export const fill = (template: string, view: View): string => mustache.render(template, view, {}, asIs).trim();

/** The text as a phone gets it: in the alphabet that fits most into a segment. */
export const rendered = (language: Language, key: TextKey, template: string, values: Readonly<Record<string, Value>>) =>
  gsm7(fill(template, viewOf(language, key, values)));
