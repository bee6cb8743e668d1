import { deskHeader, deskHeaderValue, type Failure } from '../../../src/desk/contract';

export type Answer<T> = { ok: true; body: T } | { ok: false; status: number; failure: Failure };

/** Nobody answered: not the desk's no. */
const nobody = 0;

const retryAfterMs = [400, 1500] as const;
const timeoutMs = 15_000;

const isFailure = (body: unknown): body is Failure =>
  typeof body === 'object' && body !== null && 'message' in body && typeof body.message === 'string';

const failureOf = (body: unknown): Failure =>
  isFailure(body)
    ? { ...body, errors: Array.isArray(body.errors) ? body.errors : [] }
    : { message: 'The desk does not answer as it should. Try again in a moment.', errors: [] };

async function ask<T>(path: string, init: RequestInit): Promise<Answer<T>> {
  let response: Response;
  try {
    response = await fetch(`/desk/${path}`, {
      ...init,
      credentials: 'same-origin',
      cache: 'no-store',
      signal: AbortSignal.timeout(timeoutMs),
    });
  } catch {
    return {
      ok: false,
      status: nobody,
      failure: { message: 'No connection. Check the network, then try again.', errors: [] },
    };
  }
  const body: unknown = await response.json().catch(() => undefined);
  if (response.ok && body !== undefined) return { ok: true, body: body as T };
  return { ok: false, status: response.status, failure: failureOf(body) };
}

export const get = <T>(path: string): Promise<Answer<T>> => ask(path, { method: 'GET' });

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Of one press: however often it is sent, it acts once. */
export const newActionId = (): string => crypto.randomUUID();

/** Sends it again when nobody answered or Twilio was in trouble: the same actionId acts once, so that a retry does no harm. */
export async function post<T>(path: string, body: object): Promise<Answer<T>> {
  const init: RequestInit = {
    method: 'POST',
    headers: { 'content-type': 'application/json', [deskHeader]: deskHeaderValue },
    body: JSON.stringify(body),
  };
  let answer = await ask<T>(path, init);
  for (const ms of retryAfterMs) {
    if (answer.ok || ![nobody, 502, 503, 504].includes(answer.status)) break;
    await pause(ms);
    answer = await ask<T>(path, init);
  }
  return answer;
}
