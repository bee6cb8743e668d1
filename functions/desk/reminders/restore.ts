import type { ServerlessFunctionSignature } from '@twilio-labs/serverless-runtime-types/types';
import { restoreDoor } from '../../../src/desk/reminders';

export const handler: ServerlessFunctionSignature = restoreDoor;
