import type { ServerlessFunctionSignature } from '@twilio-labs/serverless-runtime-types/types';
import { textCustomerDoor } from '../../../src/desk/orders';

export const handler: ServerlessFunctionSignature = textCustomerDoor;
