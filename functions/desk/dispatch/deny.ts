import type { ServerlessFunctionSignature } from '@twilio-labs/serverless-runtime-types/types';
import { decideDoor } from '../../../src/desk/dispatch';

export const handler: ServerlessFunctionSignature = decideDoor('deny');
