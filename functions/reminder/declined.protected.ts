import type { ServerlessFunctionSignature } from '@twilio-labs/serverless-runtime-types/types';
import { declinedDoor } from '../../src/reminders/flow-doors';

export const handler: ServerlessFunctionSignature = declinedDoor;
