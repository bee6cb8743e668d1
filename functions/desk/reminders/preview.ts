import type { ServerlessFunctionSignature } from '@twilio-labs/serverless-runtime-types/types';
import { previewDoor } from '../../../src/desk/reminder-form';

export const handler: ServerlessFunctionSignature = previewDoor;
