import type { ServerlessFunctionSignature } from '@twilio-labs/serverless-runtime-types/types';
import { createDoor } from '../../../src/desk/reminder-form';

export const handler: ServerlessFunctionSignature = createDoor;
