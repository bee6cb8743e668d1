import type { ServerlessFunctionSignature } from '@twilio-labs/serverless-runtime-types/types';
import { hoursDoor } from '../../../src/desk/hours';

export const handler: ServerlessFunctionSignature = hoursDoor;
