import type { ServerlessFunctionSignature } from '@twilio-labs/serverless-runtime-types/types';
import { heartbeatDoor } from '../../src/desk/heartbeat';

export const handler: ServerlessFunctionSignature = heartbeatDoor;
