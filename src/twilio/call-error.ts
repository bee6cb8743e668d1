import { masked } from '../phone';

interface TwilioAnswer {
  status?: number;
  code?: number;
  message: string;
}

const answerOf = (cause: unknown): TwilioAnswer => {
  if (!(cause instanceof Error)) return { message: String(cause) };
  const { status, code } = cause as { status?: unknown; code?: unknown };
  return {
    status: typeof status === 'number' ? status : undefined,
    code: typeof code === 'number' ? code : undefined,
    message: cause.message,
  };
};

/** A call to Twilio that failed, with what was sent: the log line is enough to act on. */
export class TwilioCallError extends Error {
  /** As Twilio's reference names it, e.g. 'Messages.create'. */
  readonly call: string;
  /** What was sent, numbers masked: may be logged whole. */
  readonly params: Readonly<Record<string, string>>;
  /** The HTTP status that Twilio answered; undefined when it did not answer, and nobody knows whether the call took effect. */
  readonly status?: number;
  /** Twilio's error code, e.g. 21610. */
  readonly code?: number;

  constructor(call: string, params: Readonly<Record<string, unknown>>, cause: unknown) {
    const { status, code, message } = answerOf(cause);
    super(`${call} failed (${code ?? status ?? 'no answer'}: ${withoutNumbers(message)})`, { cause });
    this.name = 'TwilioCallError';
    this.call = call;
    this.params = Object.fromEntries(
      Object.entries(params).map(([name, value]) => [name, withoutNumbers(String(value))]),
    );
    this.status = status;
    this.code = code;
  }

  /** Twilio said no: what was asked for did not happen. */
  get refused(): boolean {
    return this.status !== undefined;
  }
}

/** Runs one call to Twilio; what it throws is a TwilioCallError. */
export async function calling<T>(
  call: string,
  params: Readonly<Record<string, unknown>>,
  make: () => Promise<T>,
): Promise<T> {
  try {
    return await make();
  } catch (cause) {
    throw new TwilioCallError(call, params, cause);
  }
}

/**
 * A number stands by itself: `+15005550006`, `provider.15005550006`, `To=%2B15005550006`. Digits within an id, or with a zero in front,
 * are none, so that a SID, an order's key and a reminder's id can be looked for in the log.
 */
const numberInText = /(?:%2B|(?<![A-Za-z0-9])(?:\+|00)?)[1-9]\d{7,14}(?![A-Za-z0-9])/gi;

/** A text in which every phone number is masked. */
export const withoutNumbers = (text: string): string => text.replace(numberInText, (number) => masked(number));
