import type { ServerlessFunctionSignature } from '@twilio-labs/serverless-runtime-types/types';
import { apiDoor } from '../../src/reminders/api-door';
import { fetchReminder } from '../../src/reminders/read';

export const handler: ServerlessFunctionSignature = apiDoor((frontdesk, { reminderId }) =>
  fetchReminder(frontdesk, reminderId),
);
