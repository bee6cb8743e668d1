import type { ServerlessFunctionSignature } from '@twilio-labs/serverless-runtime-types/types';
import { createDoor } from '../../../src/desk/create';

export const handler: ServerlessFunctionSignature = createDoor;
