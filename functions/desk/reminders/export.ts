import type { ServerlessFunctionSignature } from '@twilio-labs/serverless-runtime-types/types';
import { exportDoor } from '../../../src/desk/reminder-export';

export const handler: ServerlessFunctionSignature = exportDoor;
