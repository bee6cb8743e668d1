import type { Check } from './finding';
import { templatesOf } from './templates';

/** What a template's author left for somebody to fill in: each once, where it stands first. */
export const placeholders: Check = function* (checked) {
  const places = new Map<string, string[]>();
  for (const { text, path } of templatesOf(checked)) {
    const left = leftovers.map((pattern) => pattern.exec(text)?.[0]).find((one) => one !== undefined);
    if (left !== undefined) places.set(left, [...(places.get(left) ?? []), path]);
  }
  for (const [left, [path = '#', ...more]] of places) {
    const also = more.length === 0 ? '' : ` (here and in ${more.length} more)`;
    const message = `'${left}' is a placeholder that is not filled in${also}`;
    yield { rule: 'placeholder', path, message, instead: 'what it stands for' };
  }
};

const leftovers = [
  /\[YOUR [^\]]+\]/,
  /\bYOUR_[A-Z][A-Z_]*(\[[^\]]*\])?/,
  /\byour-[a-z-]+-url\b[\w-]*/,
  /\byour?_\w+_url\b/,
  /<YOUR[ _][^>]+>/,
];

/** A flow is read by everybody who may open the console, and by everybody who has the repository. */
export const secrets: Check = function* (checked) {
  for (const { text, path } of templatesOf(checked)) {
    const kind = secretKinds.find(([, pattern]) => pattern.test(text))?.[0];
    if (kind === undefined) continue;
    yield {
      rule: 'secret',
      path,
      message: `holds what looks like ${kind}`,
      instead: 'keep it in an environment variable of a Function, and call that',
    };
  }
};

const secretKinds: readonly (readonly [string, RegExp])[] = [
  ['an auth token', /(?<![0-9A-Za-z])[0-9a-f]{32}(?![0-9A-Za-z])/],
  ['an API key', /\bSK[0-9a-f]{32}\b/],
  ['a password in a URL', /https?:\/\/[^/\s:@]+:[^/\s:@]+@/],
  ['an Authorization header', /\b(Bearer|Basic)\s+[A-Za-z0-9+/._-]{16,}/],
  ['a secret key', /\b(sk|rk)_(live|test)_[A-Za-z0-9]{10,}|\bAKIA[0-9A-Z]{16}\b|\bgh[pousr]_[A-Za-z0-9]{30,}/],
  ['a JSON web token', /\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\./],
];
