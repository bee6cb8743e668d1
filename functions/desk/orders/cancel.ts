import type { ServerlessFunctionSignature } from '@twilio-labs/serverless-runtime-types/types';
import { pressDoor } from '../../../src/desk/orders';

export const handler: ServerlessFunctionSignature = pressDoor('cancel');
