import type { ServerlessFunctionSignature } from '@twilio-labs/serverless-runtime-types/types';
import { apiDoor } from '../../src/reminders/api-door';
import { createReminder } from '../../src/reminders/create';

export const handler: ServerlessFunctionSignature = apiDoor((frontdesk, { fields, requestKey }) =>
  createReminder(frontdesk, fields, requestKey),
);
