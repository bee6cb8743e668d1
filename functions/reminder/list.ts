import type { ServerlessFunctionSignature } from '@twilio-labs/serverless-runtime-types/types';
import { apiDoor } from '../../src/reminders/api-door';
import { listReminders } from '../../src/reminders/read';

export const handler: ServerlessFunctionSignature = apiDoor((frontdesk, { fields }) =>
  listReminders(frontdesk, fields),
);
