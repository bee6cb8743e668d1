import type {} from '@twilio-labs/serverless-runtime-types';
import type { Failure } from './contract';

/** Whatever the desk answers is about people and is not to be kept by anybody on the way. */
const headers = {
  'Cache-Control': 'no-store',
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
} as const;

export const sessionCookie = 'frontdesk_session';
/** The platform adds HttpOnly and Secure by itself; here they stand for the reader. */
const cookieRules = ['Path=/', 'HttpOnly', 'Secure', 'SameSite=Strict'];

export interface DeskAnswer {
  status: number;
  body: object | string;
  headers?: Readonly<Record<string, string>>;
  /** Sets the session's cookie for so many seconds; 0 takes it away. */
  cookie?: { value: string; maxAgeSeconds: number };
}

export const fine = (body: object, status = 200): DeskAnswer => ({ status, body });

export const failed = (status: number, message: string, more: Partial<Failure> = {}): DeskAnswer => ({
  status,
  body: { message, errors: [], ...more } satisfies Failure,
});

/** The platform's Response is global in Functions. */
export function responseOf(answer: DeskAnswer): object {
  const response = new Twilio.Response();
  response.setStatusCode(answer.status);
  const type = typeof answer.body === 'string' ? 'text/html; charset=utf-8' : 'application/json';
  for (const [name, value] of Object.entries({ ...headers, 'Content-Type': type, ...answer.headers })) {
    response.appendHeader(name, value);
  }
  if (answer.cookie !== undefined) {
    const { value, maxAgeSeconds } = answer.cookie;
    response.setCookie(sessionCookie, value, [...cookieRules, `Max-Age=${maxAgeSeconds}`]);
  }
  response.setBody(answer.body);
  return response;
}
