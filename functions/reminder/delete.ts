import type { ServerlessFunctionSignature } from '@twilio-labs/serverless-runtime-types/types';
import { apiDoor } from '../../src/reminders/api-door';
import { deleteReminder } from '../../src/reminders/remove';

export const handler: ServerlessFunctionSignature = apiDoor((frontdesk, { reminderId }) =>
  deleteReminder(frontdesk, reminderId),
);
