import type { ServerlessFunctionSignature } from '@twilio-labs/serverless-runtime-types/types';
import { settingsDoor } from '../../src/desk/settings';

export const handler: ServerlessFunctionSignature = settingsDoor;
