import type { ServerlessFunctionSignature } from '@twilio-labs/serverless-runtime-types/types';
import { tokenDoor } from '../../src/desk/session';

export const handler: ServerlessFunctionSignature = tokenDoor;
