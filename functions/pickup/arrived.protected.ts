import type { ServerlessFunctionSignature } from '@twilio-labs/serverless-runtime-types/types';
import { arrivedDoor } from '../../src/pickup/door';

export const handler: ServerlessFunctionSignature = arrivedDoor;
