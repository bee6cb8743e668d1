import type { ServerlessFunctionSignature } from '@twilio-labs/serverless-runtime-types/types';
import { tickDoor } from '../src/door/tick-door';

export const handler: ServerlessFunctionSignature = tickDoor;
