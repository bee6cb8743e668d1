import type { ServerlessFunctionSignature } from '@twilio-labs/serverless-runtime-types/types';
import { statusDoor } from '../../src/door/status-door';

export const handler: ServerlessFunctionSignature = statusDoor;
