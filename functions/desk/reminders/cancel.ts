import type { ServerlessFunctionSignature } from '@twilio-labs/serverless-runtime-types/types';
import { cancelDoor } from '../../../src/desk/reminders';

export const handler: ServerlessFunctionSignature = cancelDoor;
