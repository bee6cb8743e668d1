/** An error as Twilio's API answers it: `{code, message, more_info, status}` with that HTTP status. */
export class TwilioApiError extends Error {
  readonly status: number;
  readonly code: number;
  /** Extra members that some errors carry, e.g. Studio's `details.errors[]`. */
  readonly details: unknown;

  constructor(status: number, code: number, message: string, details?: unknown) {
    super(message);
    this.name = 'TwilioApiError';
    this.status = status;
    this.code = code;
    this.details = details;
  }
}

/** 20404, with the wording the API uses for a path that names nothing. */
export const notFound = (path: string): TwilioApiError =>
  new TwilioApiError(404, 20404, `The requested resource ${path} was not found`);
