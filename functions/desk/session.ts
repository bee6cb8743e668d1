import type { ServerlessFunctionSignature } from '@twilio-labs/serverless-runtime-types/types';
import { sessionDoor } from '../../src/desk/session';

export const handler: ServerlessFunctionSignature = sessionDoor;
