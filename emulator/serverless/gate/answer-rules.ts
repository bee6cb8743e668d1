import type { RunLimits } from '../limits';
import { type GateAnswer, type Header, headerOf, textAnswer } from './exchange';

/** Headers that belong to the connection and not to the answer. */
const ofTheConnection = [
  'connection',
  'keep-alive',
  'transfer-encoding',
  'content-length',
  'date',
  'upgrade',
  'trailer',
];

/** What the platform makes of a Function's answer on its way out: limits on its size and on its cookies. */
export function withPlatformRules(answer: GateAnswer, limits: RunLimits): GateAnswer {
  if (answer.body.length > limits.responseBytes) {
    return textAnswer(502, `The response has ${answer.body.length} bytes; at most ${limits.responseBytes} are allowed`);
  }
  const headers: Header[] = [];
  for (const [name, value] of answer.headers) {
    const lower = name.toLowerCase();
    if (ofTheConnection.includes(lower)) continue;
    if (lower !== 'set-cookie') {
      headers.push([lower, value]);
      continue;
    }
    const cookie = platformCookie(value, limits);
    if (cookie === undefined) {
      return textAnswer(400, `A cookie may live for at most ${limits.cookieMaxAgeSeconds} s`);
    }
    headers.push(['set-cookie', cookie]);
  }
  if (answer.body.length > 0 && headerOf(headers, 'content-type') === undefined) {
    headers.push(['content-type', 'text/plain; charset=utf-8']);
  }
  return { ...answer, headers };
}

/** The cookie as the platform sends it; undefined when it would live for too long. */
function platformCookie(cookie: string, limits: RunLimits): string | undefined {
  const [pair = '', ...attributes] = cookie.split(';').map((part) => part.trim());
  const nameOf = (attribute: string) => attribute.split('=', 1)[0]?.toLowerCase();
  const maxAge = attributes.find((attribute) => nameOf(attribute) === 'max-age')?.split('=')[1];
  if (maxAge !== undefined && Number(maxAge) > limits.cookieMaxAgeSeconds) return undefined;
  const own = attributes.filter((attribute) => !['domain', 'httponly', 'secure', ''].includes(nameOf(attribute) ?? ''));
  return [pair, ...own, 'HttpOnly', 'Secure'].join('; ');
}
