import type { ServerlessFunctionSignature } from '@twilio-labs/serverless-runtime-types/types';
import { apiDoor } from '../../src/reminders/api-door';
import { updateReminder } from '../../src/reminders/update';

export const handler: ServerlessFunctionSignature = apiDoor((frontdesk, { fields, reminderId }) =>
  updateReminder(frontdesk, reminderId, fields),
);
