import { randomBytes } from 'node:crypto';

/** A new SID: the prefix Twilio gives the kind of resource ('SM', 'MG', 'IS' …) and 32 hex digits. */
export const newSid = (prefix: string): string => prefix + randomBytes(16).toString('hex');
