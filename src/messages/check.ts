import mustache from 'mustache';
import { optOutWords } from '../inbound/opt-out';
import { fill } from './render';
import { partsOf, type TextKey } from './texts';

/** Twilio refuses what is longer, with 21617. */
export const longestBody = 1600;
/** Of a template; more would not fit into its item beside the others. */
export const longestTemplate = 2000;

/** As it is kept: lines end as a phone ends them, and nothing stands around it. */
export const cleaned = (template: string): string =>
  template
    .replace(/\r\n?/g, '\n')
    .replace(/[^\P{Cc}\n]+/gu, '')
    .trim();

/** Of a section, what it encloses; the library puts other things there for other tokens. */
type Token = readonly [type: string, value: string, start: number, end: number, inside?: unknown];

/** What is really wrong with an edited text, in words; nothing when it can go out. What only costs is not wrong. */
export function problemsOf(key: TextKey, template: string): readonly string[] {
  if (cleaned(template) === '') return ['Write something first: an empty text cannot be sent.'];
  if (template.length > longestTemplate) {
    return [`It has ${template.length} characters; at most ${longestTemplate} can be kept.`];
  }
  const read = tokensOf(template);
  if ('problem' in read) return [read.problem];
  const misused = [...new Set(walk(read.tokens).flatMap((token) => misuseOf(key, token)))];
  if (misused.length > 0) return misused;
  const { missing, canBeEmpty, longest } = outcomesOf(key, template, read.tokens);
  return [
    ...missing.map(({ name, always }) =>
      always
        ? `It needs {{${name}}}: without it, nobody can do anything with this text.`
        : `{{${name}}} must always be there. Here it depends on another part.`,
    ),
    ...(canBeEmpty ? ['It is empty when the parts that it depends on are not there.'] : []),
    ...(longest > longestBody
      ? [`With the longest parts it has ${longest} characters; Twilio sends at most ${longestBody}.`]
      : []),
    ...optOutPromises(template),
  ];
}

function tokensOf(template: string): { tokens: readonly Token[] } | { problem: string } {
  try {
    return { tokens: mustache.parse(template) as unknown as readonly Token[] };
  } catch (error) {
    const message = error instanceof Error ? error.message : '';
    const [, how, name] = /^(Unclosed|Unopened) section "(.*?)"/.exec(message) ?? [];
    if (how === 'Unclosed') return { problem: `{{#${name}}} is not closed: {{/${name}}} has to follow.` };
    if (how === 'Unopened') return { problem: `{{/${name}}} closes nothing: {{#${name}}} has to come before it.` };
    return { problem: 'A part is not closed: {{ needs }} after its name.' };
  }
}

const isSection = ([type]: Token): boolean => type === '#' || type === '^';

const walk = (tokens: readonly Token[]): readonly Token[] =>
  tokens.flatMap((token) => [token, ...(isSection(token) ? walk(token[4] as readonly Token[]) : [])]);

function misuseOf(key: TextKey, token: Token): readonly string[] {
  const [type, name] = token;
  if (type === 'text' || type === '!') return [];
  const parts = partsOf(key);
  if (type === '>' || type === '=') return [`{{${type}${name}}} is not something that texts can do.`];
  if (!Object.hasOwn(parts, name)) {
    const known = Object.keys(parts).map((each) => `{{${each}}}`);
    const instead = known.length === 0 ? 'It has none.' : `It has ${known.join(', ')}.`;
    return [`{{${name}}} is not a part of this text. ${instead}`];
  }
  if (parts[name]?.kind === 'flag' && !isSection(token)) {
    return [`{{${name}}} shows nothing by itself: write {{#${name}}}words{{/${name}}}.`];
  }
  return [];
}

const mostVarying = 10;

/** The text with each choice of what is there and what is not. */
function outcomesOf(key: TextKey, template: string, tokens: readonly Token[]) {
  const parts = Object.entries(partsOf(key));
  const deciding = new Set(walk(tokens).flatMap((token) => (isSection(token) ? [token[1]] : [])));
  const varying = parts
    .filter(([name, { kind, optional }]) => deciding.has(name) && (optional || kind === 'flag'))
    .slice(0, mostVarying);
  const sign = (name: string) => `\u0001${name}\u0002`;
  const needed = parts.flatMap(([name, part]) => (part.needed ? [name] : []));
  const found = new Map(needed.map((name) => [name, 0]));
  let canBeEmpty = false;
  let longest = 0;
  const choices = 2 ** varying.length;
  for (let choice = 0; choice < choices; choice += 1) {
    const absent = new Set(varying.filter((_, bit) => choice & (1 << bit)).map(([name]) => name));
    const view = (shown: (name: string, atMost: number) => string) =>
      Object.fromEntries(
        parts.map(([name, { kind, atMost }]) => [
          name,
          absent.has(name) ? undefined : kind === 'flag' ? true : shown(name, atMost),
        ]),
      );
    const signed = fill(template, view(sign));
    for (const name of needed) if (signed.includes(sign(name))) found.set(name, (found.get(name) ?? 0) + 1);
    canBeEmpty ||= signed === '';
    longest = Math.max(
      longest,
      fill(
        template,
        view((_, atMost) => 'x'.repeat(atMost)),
      ).length,
    );
  }
  const missing = [...found].flatMap(([name, times]) => (times < choices ? [{ name, always: times === 0 }] : []));
  return { missing, canBeEmpty, longest };
}

const asked =
  /\b(?:reply|text|send|answer|respond|responda|conteste|escriba|env[ií]e|mande)\s+(?:with\s+)?["'“‘]?(\p{L}+)["'”’]?/giu;
/** Which carriers take for "no texts at all", and which mean just that. */
const meansIt = ['STOP', 'STOPALL', 'UNSUBSCRIBE', 'OPTOUT'];
const saysSo = /^\s+(?:to|for|para)\s+(?:stop|end|opt|unsubscribe|no |get no|not |dejar|darse)/i;

/** 'Reply CANCEL to cancel': the carrier would take it for an opt-out, and every later text to the phone would fail. */
function optOutPromises(template: string): readonly string[] {
  return [...template.matchAll(asked)].flatMap((match) => {
    const word = match[1]?.toUpperCase() ?? '';
    if (!optOutWords.some((known) => known === word)) return [];
    const rest = template.slice(match.index + match[0].length);
    if (meansIt.includes(word) && saysSo.test(rest)) return [];
    return [
      `Carriers take ${word} for an opt-out: whoever texts it hears nothing from us any more. ${
        meansIt.includes(word) ? `Say so ("Reply ${word} to opt out"), or ask for` : 'Ask for'
      } another word or a digit.`,
    ];
  });
}
