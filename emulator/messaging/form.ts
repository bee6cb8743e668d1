import { TwilioApiError } from '../core/errors';

/** A decoded form, as API calls carry it. */
export type Form = Readonly<Record<string, string | readonly string[]>>;

/** The parameter's value; the last one if it came more than once. */
export function textOf(form: Form, name: string): string | undefined {
  const value = form[name];
  return typeof value === 'string' ? value : value?.at(-1);
}

export function boolOf(form: Form, name: string): boolean | undefined {
  const text = textOf(form, name)?.toLowerCase();
  if (text === undefined || text === '') return undefined;
  if (text === 'true') return true;
  if (text === 'false') return false;
  throw new TwilioApiError(400, 20001, `Invalid parameter ${name}: '${text}' is neither true nor false`);
}

export function methodOf(form: Form, name: string): 'GET' | 'POST' | undefined {
  const text = textOf(form, name)?.toUpperCase();
  if (text === undefined || text === '') return undefined;
  if (text === 'GET' || text === 'POST') return text;
  throw new TwilioApiError(400, 20001, `Invalid parameter ${name}: it must be GET or POST`);
}

export function isHttpUrl(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}
