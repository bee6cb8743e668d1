import { ConfigError } from '../config';
import type { FunctionContext } from '../twilio/connect';
import { logTo } from '../twilio/log';
import { fieldOf } from './event';

/** Adds something to the line that a call of a Function leaves in the log. Numbers are masked there. */
export type Note = (facts: Readonly<Record<string, unknown>>) => void;

export interface CallLog {
  readonly note: Note;
  answered(payload: unknown): void;
  /** Puts it before the operator, in the debugger. */
  failed(error: unknown): void;
}

const sidShape = /^[0-9A-Za-z]{1,64}$/;

/** One line for each call of a Function: where, how it ended, how long it took, about which text, and what was noted. */
export function beginCallLog(context: FunctionContext, event: unknown): CallLog {
  const began = performance.now();
  const sid = fieldOf(event, 'MessageSid') ?? fieldOf(event, 'SmsSid');
  let facts: Readonly<Record<string, unknown>> = {
    ...(sid !== undefined && sidShape.test(sid) && { messageSid: sid }),
  };
  const line = () => ({ path: context.PATH, ms: Math.round(performance.now() - began), ...facts });
  return {
    note(more) {
      facts = { ...facts, ...more };
    },
    answered(payload) {
      logTo((text) => console.log(text))('call', { ...line(), status: statusOf(payload) });
    },
    failed(error) {
      const problems = error instanceof ConfigError ? error.problems : undefined;
      logTo((text) => console.error(text))('failed', { ...line(), error, problems });
    },
  };
}

/** Of the platform's Response; TwiML and plain JSON go out with 200. */
const statusOf = (payload: unknown): number => {
  const { statusCode } = Object(payload) as { statusCode?: unknown };
  return typeof statusCode === 'number' ? statusCode : 200;
};
