import type { ServerlessFunctionSignature } from '@twilio-labs/serverless-runtime-types/types';
import { wishDoor } from '../../src/reminders/flow-doors';

export const handler: ServerlessFunctionSignature = wishDoor;
