import type { Log } from '../frontdesk';
import { TwilioCallError, withoutNumbers } from './call-error';

/** Names under which a value never goes into the log. */
const secretName = /token|secret|passcode|password|authorization|cookie|api.?key|tick.?key/i;

const safe = (name: string, value: unknown): unknown => {
  if (secretName.test(name)) return '(hidden)';
  if (typeof value === 'string') return withoutNumbers(value);
  if (value instanceof TwilioCallError) return { call: value.call, params: value.params, message: value.message };
  if (value instanceof Error) return withoutNumbers(`${value.name}: ${value.message}`);
  if (Array.isArray(value)) return value.map((item) => safe('', item));
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([inner, item]) => [inner, safe(inner, item)]));
  }
  return value;
};

/** Writes one line of JSON per event; phone numbers and secrets are hidden wherever they stand. */
export function logTo(write: (line: string) => void): Log {
  return (event, facts = {}) => write(JSON.stringify({ event, ...(safe('', facts) as object) }));
}
