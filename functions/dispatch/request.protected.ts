import type { ServerlessFunctionSignature } from '@twilio-labs/serverless-runtime-types/types';
import { commandDoor } from '../../src/door/command-door';

export const handler: ServerlessFunctionSignature = commandDoor('request');
