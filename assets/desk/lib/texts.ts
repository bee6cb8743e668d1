import type { Language } from '../../../src/frontdesk';
import { problemsOf } from '../../../src/messages/check';
import { isGsm7 } from '../../../src/messages/gsm7';
import { examplesOf } from '../../../src/messages/occasions';
import type { PartOfText } from '../../../src/messages/parts';
import { rendered } from '../../../src/messages/render';
import { type Segments, segmentsOf } from '../../../src/messages/segments';
import { partsOf, type TextKey } from '../../../src/messages/texts';

export interface Shown extends Segments {
  /** As it arrives on a phone, with values as they may be. */
  readonly body: string;
  /** What makes it costly, in words. */
  readonly warnings: readonly string[];
}

/** The parts that may be there or not. */
export const varyingParts = (key: TextKey): string[] =>
  Object.entries(partsOf(key)).flatMap(([name, { kind, optional }]) => (optional || kind === 'flag' ? [name] : []));

/** @param without the parts that are not there this time */
export function shownText(
  language: Language,
  key: TextKey,
  template: string,
  without: ReadonlySet<string>,
): Shown | undefined {
  if (problemsOf(key, template).length > 0) return undefined;
  const examples = Object.entries(examplesOf(language, key));
  const values = Object.fromEntries(
    examples.map(([name, value]) => [name, without.has(name) ? (value === true ? false : undefined) : value]),
  );
  const body = rendered(language, key, template, values);
  const counted = segmentsOf(body);
  return { body, ...counted, warnings: warningsOf(template, body, counted) };
}

function warningsOf(template: string, body: string, { encoding, segments }: Segments): string[] {
  const foreign = [...new Set([...body].filter((character) => !isGsm7(character)))];
  const single = /(?<!\{)\{\w+\}(?!\})/.exec(template)?.[0];
  return [
    ...(encoding === 'UCS-2'
      ? [
          `${listed(foreign)} ${foreign.length === 1 ? 'is' : 'are'} not in the alphabet of text messages (GSM-7), so that a segment holds 70 characters instead of 160.`,
        ]
      : []),
    ...(segments > 1 ? [`It goes out as ${segments} segments, and each is billed.`] : []),
    ...(single === undefined ? [] : [`${single} goes out as it stands: a part has two braces.`]),
  ];
}

const mostListed = 6;
const listed = (characters: readonly string[]): string =>
  `${characters.slice(0, mostListed).join(' ')}${characters.length > mostListed ? ' …' : ''}`;

/** What a part's button puts around what is selected, or where the cursor stands. */
export function inserted(name: string, { kind, optional }: PartOfText, selected: string): string {
  if (kind === 'flag') return `{{#${name}}}${selected}{{/${name}}}`;
  if (optional) return `{{#${name}}}${selected}{{${name}}}{{/${name}}}`;
  return `{{${name}}}`;
}

const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/** Whether each word that was typed stands in one of these. */
export const isFound = (search: string, ...texts: readonly string[]): boolean => {
  const where = plain(texts.join('\n'));
  return plain(search)
    .split(/\s+/)
    .every((word) => where.includes(word));
};

/** One line of a text for a list: what it says, without its sections. */
export const inBrief = (template: string): string =>
  template
    .replace(/\{\{\^(\w+)\}\}[\s\S]*?\{\{\/\1\}\}/g, '')
    .replace(/\{\{[#/]\w+\}\}/g, '')
    .replace(/\{\{\{?&?\s*(\w+)\s*\}?\}\}/g, '[$1]')
    .replace(/\s+/g, ' ')
    .trim();
