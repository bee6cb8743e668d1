import type { Frontdesk } from '../frontdesk';
import type { Note } from './call-log';
import { door, type Handler } from './door';
import { json } from './json';

/** A Function that answers programs: JSON, also when it failed. */
export const jsonDoor = (answer: (frontdesk: Frontdesk, event: unknown, note: Note) => Promise<object>): Handler =>
  door({ answer, apologise: () => json(503, { error: 'Something failed; it is in the log. Please try again.' }) });
