import type { ServerlessFunctionSignature } from '@twilio-labs/serverless-runtime-types/types';
import { textDoor } from '../../src/door/text-door';
import type { Service } from '../../src/inbound/service';
import { pickup } from '../../src/pickup/service';
import { reminders, unclearReplies } from '../../src/reminders/replies';

/** Who else recognises texts, in the order in which they are asked. */
const services: readonly Service[] = [reminders, pickup, unclearReplies];

export const handler: ServerlessFunctionSignature = textDoor(services);
