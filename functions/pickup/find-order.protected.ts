import type { ServerlessFunctionSignature } from '@twilio-labs/serverless-runtime-types/types';
import { findOrderDoor } from '../../src/pickup/door';

export const handler: ServerlessFunctionSignature = findOrderDoor;
