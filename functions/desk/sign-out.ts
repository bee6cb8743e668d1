import type { ServerlessFunctionSignature } from '@twilio-labs/serverless-runtime-types/types';
import { signOutDoor } from '../../src/desk/session';

export const handler: ServerlessFunctionSignature = signOutDoor;
