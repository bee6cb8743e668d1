import type { ServerlessFunctionSignature } from '@twilio-labs/serverless-runtime-types/types';
import { findDoor } from '../../../src/desk/reminder-form';

export const handler: ServerlessFunctionSignature = findDoor;
