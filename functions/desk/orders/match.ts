import type { ServerlessFunctionSignature } from '@twilio-labs/serverless-runtime-types/types';
import { matchDoor } from '../../../src/desk/orders';

export const handler: ServerlessFunctionSignature = matchDoor;
