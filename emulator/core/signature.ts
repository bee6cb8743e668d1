import { createHmac } from 'node:crypto';

type Params = Readonly<Record<string, string | readonly string[]>>;

/**
 * `X-Twilio-Signature` of a request: base64 of HMAC-SHA1 over the whole URL (no fragment), followed by each POST parameter's
 * name and value, sorted by name. A repeated parameter counts once per distinct value, sorted.
 *
 * @see https://www.twilio.com/docs/usage/security#validating-requests
 */
export function signatureOf(authToken: string, url: string, postParams: Params = {}): string {
  const text = Object.keys(postParams)
    .sort()
    .reduce((signed, name) => signed + signedParam(name, postParams[name] ?? ''), withoutFragment(url));
  return createHmac('sha1', authToken).update(Buffer.from(text, 'utf8')).digest('base64');
}

const signedParam = (name: string, value: string | readonly string[]): string =>
  typeof value === 'string'
    ? name + value
    : [...new Set(value)]
        .sort()
        .map((one) => name + one)
        .join('');

export const withoutFragment = (url: string): string => url.split('#', 1)[0] as string;
