import type { ServerlessFunctionSignature } from '@twilio-labs/serverless-runtime-types/types';
import { signInDoor } from '../../src/desk/session';

export const handler: ServerlessFunctionSignature = signInDoor;
