import { randomFillSync } from 'node:crypto';

const sidBytes = 16;
/** Random bytes for many SIDs: each call of the generator costs as much as the rest of an answer. */
const pool = Buffer.alloc(256 * sidBytes);
let used = pool.length;

/** A new SID: the prefix Twilio gives the kind of resource ('SM', 'MG', 'IS' …) and 32 hex digits. */
export function newSid(prefix: string): string {
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  used += sidBytes;
  return prefix + pool.toString('hex', used - sidBytes, used);
}
