import type { ServerlessFunctionSignature } from '@twilio-labs/serverless-runtime-types/types';
import { updateDoor } from '../../../src/desk/reminder-form';

export const handler: ServerlessFunctionSignature = updateDoor;
