import type { ServerlessFunctionSignature } from '@twilio-labs/serverless-runtime-types/types';
import { pauseDoor } from '../../../src/desk/pause';

export const handler: ServerlessFunctionSignature = pauseDoor;
