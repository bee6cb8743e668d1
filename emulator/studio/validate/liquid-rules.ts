import { liquidFilters, liquidTags, parseTemplate } from '../liquid';
import type { Check, Draft } from './finding';
import { hasLiquid, type TemplateAt, templatesOf } from './templates';

/** What Studio answers with warning 81018 and an odd text to the customer. */
export const liquid: Check = function* (checked) {
  for (const template of templatesOf(checked)) {
    yield* strayBraces(template);
    if (!hasLiquid(template.text)) continue;
    const parsed = parseTemplate(template.text);
    const odd = [...oddities(template)];
    yield* odd;
    if (parsed instanceof Error && odd.length === 0) {
      yield brokenTemplate(template, parsed.message.split('\n', 1)[0] ?? '');
    }
  }
};

function brokenTemplate({ path }: TemplateAt, reason: string): Draft {
  const filter = /undefined filter: (\S+?),?( |$)/.exec(reason)?.[1];
  if (filter !== undefined) {
    const instead = `leave it out, or use one of ${liquidFilters.join(', ')}`;
    return { rule: 'liquid', path, message: `there is no Liquid filter '${filter}'`, instead };
  }
  const tag = /tag "(\S+?)" not found/.exec(reason)?.[1];
  if (tag !== undefined) {
    return {
      rule: 'liquid',
      path,
      message: `there is no Liquid tag '${tag}'`,
      instead: `use one of ${liquidTags.join(', ')}`,
    };
  }
  const message = `the Liquid does not parse: ${reason.replace(/, line:.*$/, '')}`;
  return { rule: 'liquid', path, message, instead: 'close every {{ with }} and every {% with %}, and end what begins' };
}

/** Braces that close what nothing opens; those of JSON go in pairs. */
function* strayBraces({ text, path }: TemplateAt): Generator<Draft> {
  const rest = text.replace(/\{\{.*?\}\}|\{%.*?%\}/gs, '');
  const [stray] = /\}\}|%\}/.exec(rest) ?? [];
  if (stray === undefined || rest.split('}').length <= rest.split('{').length) return;
  const opening = stray === '%}' ? '{%' : '{{';
  yield {
    rule: 'liquid',
    path,
    message: `${stray} has no ${opening} before it`,
    instead: `put ${opening} where it begins`,
  };
}

const outputs = /\{\{-?([^{}]*?)-?\}\}/g;

function* oddities({ text, path }: TemplateAt): Generator<Draft> {
  for (const [whole, inner = ''] of text.matchAll(outputs)) {
    const bare = inner.replace(/'[^']*'|"[^"]*"/g, '');
    if (bare.includes('+')) {
      yield { rule: 'liquid', path, message: `${whole} adds with +, which Liquid does not know`, instead: '| plus: 1' };
    }
    // Studio names that it warns of: a letter that is not ASCII in a path.
    if (/[^\p{ASCII}]/u.test(bare)) {
      yield {
        rule: 'liquid',
        path,
        message: `${whole} has a letter that is not ASCII`,
        instead: 'rename what it refers to',
      };
    }
    const [reference = '', ...filters] = bare.split('|').map((part) => part.trim());
    if (wholeObject.test(reference) && !filters.some((filter) => /^(to_json|size|first|last|map)\b/.test(filter))) {
      yield {
        rule: 'whole-object',
        path,
        message: `${whole} is a whole object, which Studio renders as {name=Ada, open=2}`,
        instead: `pass each field that is needed, such as {{${reference}.name}}`,
      };
    }
  }
}

const wholeObject =
  /^(flow|flow\.(data|variables|channel)|contact(\.channel)?|trigger(\.(message|request|request\.parameters|parent|parent\.parameters|conversation|call))?|widgets(\.[\w-]+(\.(inbound|outbound|parsed|headers))?)?)$/;
