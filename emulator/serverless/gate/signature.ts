import { createHash, timingSafeEqual } from 'node:crypto';
import { signatureOf } from '../../core/signature';
import { type GateRequest, headerOf } from './exchange';

/**
 * Whether Twilio, or somebody else with the account's auth token, has signed the request: for its https URL, or for the loopback
 * address it was sent to. A form's parameters are covered by the signature; any other body is only if the URL carries its `bodySHA256`.
 */
export function hasTwilioSignature(request: GateRequest, authToken: string): boolean {
  const shown = headerOf(request.headers, 'x-twilio-signature');
  if (shown === undefined) return false;

  const bodyHash = new URL(request.url).searchParams.get('bodySHA256');
  if (bodyHash !== null && bodyHash !== createHash('sha256').update(request.body).digest('hex')) return false;

  const params = bodyHash === null ? formOf(request) : {};
  const urls = request.calledUrl === undefined ? [request.url] : [request.url, request.calledUrl];
  return urls.some((url) => same(shown, signatureOf(authToken, url, params)));
}

function formOf({ headers, body }: GateRequest): Record<string, string[]> {
  const form: Record<string, string[]> = Object.create(null); // '__proto__' is a name like any other
  if (!headerOf(headers, 'content-type')?.startsWith('application/x-www-form-urlencoded')) return form;
  for (const [name, value] of new URLSearchParams(body.toString('utf8'))) {
    const values = form[name] ?? [];
    values.push(value);
    form[name] = values;
  }
  return form;
}

function same(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
