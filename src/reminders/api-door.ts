import * as v from 'valibot';
import { door, type Handler } from '../door/door';
import { fieldOf, headerOf } from '../door/event';
import { json } from '../door/json';
import { isSecret } from '../door/secret';
import type { Frontdesk } from '../frontdesk';
import { TwilioCallError } from '../twilio/call-error';
import { type ApiAnswer, failure, tryAgain } from './api-answer';
import { digest } from './reminder';
import type { RequestKey } from './request-keys';

/** One call of the API, by somebody who has the key. */
export interface ApiCall {
  /** Query and body in one, as the platform has it. */
  fields: Readonly<Record<string, unknown>>;
  reminderId: string | undefined;
  requestKey: RequestKey | undefined;
}

const Fields = v.record(v.string(), v.unknown());
const longestRequestKey = 255;

/** A Function of the API: its key, one JSON answer, and no error that is not one. */
export const apiDoor = (answer: (frontdesk: Frontdesk, call: ApiCall) => Promise<ApiAnswer>): Handler =>
  door({
    async answer(frontdesk, event, note) {
      const { status, body, headers } = await answered(frontdesk, event, answer);
      note({ reminder: fieldOf(body, 'reminder_id') });
      return json(status, body, headers);
    },
    apologise: () => json(503, { message: 'The service is not available. Please try again in a minute.', errors: [] }),
  });

async function answered(
  frontdesk: Frontdesk,
  event: unknown,
  answer: (frontdesk: Frontdesk, call: ApiCall) => Promise<ApiAnswer>,
): Promise<ApiAnswer> {
  const [, key] = /^Bearer +(.+)$/i.exec(headerOf(event, 'authorization') ?? '') ?? [];
  if (!isSecret(key, frontdesk.config.reminderApiKey)) {
    return failure(401, "A key is needed: the header 'Authorization: Bearer <REMINDER_API_KEY>'.");
  }
  const read = v.safeParse(Fields, event);
  const { request, ...fields } = read.success ? read.output : {};
  const requestKey = headerOf(event, 'idempotency-key');
  if (requestKey !== undefined && (requestKey === '' || requestKey.length > longestRequestKey)) {
    const message = `must be 1 to ${longestRequestKey} characters`;
    return failure(400, 'Invalid arguments: Idempotency-Key', [{ field: 'Idempotency-Key', message }]);
  }
  try {
    return await answer(frontdesk, {
      fields,
      reminderId: fieldOf(fields, 'reminder_id')?.trim().toLowerCase(),
      requestKey:
        requestKey === undefined ? undefined : { name: digest(requestKey), fingerprint: fingerprintOf(fields) },
    });
  } catch (error) {
    if (!(error instanceof TwilioCallError)) throw error;
    frontdesk.log('reminder-api-failed', { error });
    if (error.status === 429) return failure(429, 'Too many requests at once. Please try again in a second.');
    return failure(503, tryAgain);
  }
}

/** The same arguments in another order are the same. */
const fingerprintOf = (fields: Readonly<Record<string, unknown>>): string =>
  digest(JSON.stringify(Object.entries(fields).sort(([a], [b]) => (a < b ? -1 : 1))));
