import type { ServerlessFunctionSignature } from '@twilio-labs/serverless-runtime-types/types';
import { saveTextDoor } from '../../../src/desk/save-text';

export const handler: ServerlessFunctionSignature = saveTextDoor;
