import type { ServerlessFunctionSignature } from '@twilio-labs/serverless-runtime-types/types';
import { resendDoor } from '../../../src/desk/reminders';

export const handler: ServerlessFunctionSignature = resendDoor;
