import { createHash } from 'node:crypto';
import { setTimeout as sleepFor } from 'node:timers/promises';
import type { FieldError } from '../../src/reminders/arguments';
import { replayedHeader } from '../../src/reminders/idempotency';
import { sameFields } from './check';
import type { Fields } from './line';

/** What became of a line that was sent. */
export type Booked =
  | { readonly kind: 'created' | 'there'; readonly id: string }
  | { readonly kind: 'deleted' } // it was booked from here before
  | { readonly kind: 'refused'; readonly errors: readonly FieldError[] };

/** The service cannot be used now: what was not sent can be sent by running the import again. */
export class ServiceError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'ServiceError';
  }
}

export interface ServiceOptions {
  readonly url: string;
  readonly key: string;
  /** Gives up what has not been answered yet. */
  readonly signal?: AbortSignal;
  /** Waits before the next try; the test's own where it must not take time. */
  readonly sleep?: (ms: number, signal?: AbortSignal) => Promise<void>;
}

export type Book = (fields: Fields) => Promise<Booked>;

const mostTries = 7;
const answerWithinMs = 30_000;
const longestPauseMs = 60_000;

const pause = (ms: number, signal?: AbortSignal): Promise<void> =>
  sleepFor(ms, undefined, { signal }).catch(() => undefined);

/** Books at a deployed service. When it is busy or out of reach, all wait and try again. */
export function bookingAt({ url, key, signal, sleep = pause }: ServiceOptions): Book {
  let pausedUntilMs = 0;
  return async (fields) => {
    let reason = '';
    for (let tried = 0; tried < mostTries; tried += 1) {
      const waitMs = pausedUntilMs - Date.now();
      if (waitMs > 0) await sleep(waitMs, signal);
      if (signal?.aborted) throw new ServiceError('it was stopped');
      const answer = await ask(url, key, fields);
      if (answer.kind !== 'again') return answer;
      reason = answer.reason;
      const pauseMs = Math.min(longestPauseMs, answer.afterMs ?? 1000 * 2 ** tried * (0.75 + Math.random() / 2));
      pausedUntilMs = Math.max(pausedUntilMs, Date.now() + pauseMs);
    }
    throw new ServiceError(`${reason}, after ${mostTries} tries`);
  };
}

interface Again {
  readonly kind: 'again';
  readonly reason: string;
  readonly afterMs?: number;
}

async function ask(url: string, key: string, fields: Fields): Promise<Booked | Again> {
  let response: Response;
  let body: unknown;
  try {
    response = await fetch(`${url}/reminder/create`, {
      method: 'POST',
      redirect: 'error',
      signal: AbortSignal.timeout(answerWithinMs),
      headers: {
        authorization: `Bearer ${key}`,
        'content-type': 'application/json',
        'idempotency-key': requestKeyOf(fields),
      },
      body: JSON.stringify(fields),
    });
    body = await response.json().catch(() => undefined);
  } catch (error) {
    return { kind: 'again', reason: `${new URL(url).host} does not answer (${causeOf(error)})` };
  }
  return read(response, body as AnswerBody | undefined);
}

interface AnswerBody {
  readonly message?: string;
  readonly reminder_id?: string;
  readonly errors?: readonly FieldError[];
}

function read(response: Response, body: AnswerBody | undefined): Booked | Again {
  const { status, headers } = response;
  const message = body?.message ?? '';
  const errors = body?.errors ?? [];
  if (status === 200 && body?.reminder_id !== undefined) {
    return { kind: headers.has(replayedHeader) ? 'there' : 'created', id: body.reminder_id };
  }
  if (status === 401) throw new ServiceError('The service does not know the key: REMINDER_API_KEY is another one');
  if (status === 404) throw new ServiceError(`There is no reminder API at ${new URL(response.url).origin}`);
  if (status === 409) {
    const [, id] = errors.map((error) => /is that of reminder ([0-9a-f]{32})/.exec(error.message)).find(Boolean) ?? [];
    if (id !== undefined) return { kind: 'there', id };
    if (errors.some(({ field, message }) => field === 'Idempotency-Key' && /was deleted/.test(message)))
      return { kind: 'deleted' };
    if (/under way/.test(message)) return { kind: 'again', reason: 'the same request is still under way' };
  }
  if (status === 429 || status >= 500) {
    return { kind: 'again', reason: `the service answers ${status}`, ...after(headers.get('retry-after')) };
  }
  return {
    kind: 'refused',
    errors: errors.length > 0 ? errors : [{ field: 'line', message: message || `was answered with ${status}` }],
  };
}

/** Retry-After is seconds, or a date. */
function after(value: string | null): { afterMs?: number } {
  if (value === null) return {};
  const seconds = Number(value);
  const ms = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(value) - Date.now();
  return Number.isFinite(ms) ? { afterMs: Math.max(0, ms) } : {};
}

/** The same appointment has the same key, in whatever line of whatever file it stands. */
const requestKeyOf = (fields: Fields): string =>
  `import-${createHash('sha256').update(sameFields(fields)).digest('hex')}`;

const causeOf = (error: unknown): string => {
  const cause = error instanceof Error ? ((error.cause as { code?: string } | undefined)?.code ?? error.name) : '';
  return cause === 'TimeoutError' ? `within ${answerWithinMs / 1000} s` : cause;
};
