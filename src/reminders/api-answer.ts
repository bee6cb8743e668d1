import type { FieldError } from './arguments';

/** An answer of the API: a status, and a body of JSON. */
export interface ApiAnswer {
  status: 200 | 400 | 401 | 404 | 409 | 429 | 503;
  body: object;
  headers?: Readonly<Record<string, string>>;
}

export const ok = (body: object): ApiAnswer => ({ status: 200, body });

export const failure = (
  status: Exclude<ApiAnswer['status'], 200>,
  message: string,
  errors: readonly FieldError[] = [],
): ApiAnswer => ({ status, body: { message, errors } });

export const unknownReminder = (): ApiAnswer => failure(404, 'unknown reminder id');

export const changedMeanwhile = (): ApiAnswer => failure(409, 'Another request has just changed this reminder.');

export const tryAgain = 'Twilio could not be reached. Please try again in a minute.';
