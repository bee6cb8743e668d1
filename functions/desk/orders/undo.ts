import type { ServerlessFunctionSignature } from '@twilio-labs/serverless-runtime-types/types';
import { undoDoor } from '../../../src/desk/orders';

export const handler: ServerlessFunctionSignature = undoDoor;
