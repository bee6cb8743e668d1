import { statusWordOf } from './delivery-words';

/** One text in a phone's thread. `direction` is Twilio's: 'inbound' is what the handset sent. */
export interface ThreadText {
  readonly sid: string; // of a text that is still on its way to the emulator: 'local-1'
  readonly direction: 'inbound' | 'outbound';
  readonly from: string;
  readonly to: string;
  readonly body: string;
  readonly status: string;
  readonly date: string;
  readonly errorCode?: number;
  readonly isNew?: boolean;
  /** Why the emulator did not take it. */
  readonly refused?: string;
}
export type Thread = readonly ThreadText[];

export const isLocal = (text: ThreadText): boolean => text.sid.startsWith('local-');

/** The thread with what is now known of one text; news that is older than what is shown changes nothing. */
export function withText(thread: Thread, text: ThreadText): Thread {
  const index = thread.findIndex((known) => known.sid === text.sid);
  if (index >= 0) return replaced(thread, index, text);
  if (text.direction === 'inbound') {
    // The handset's own text comes back with its SID: it takes the place of the one shown since the key was pressed.
    const local = thread.findIndex(
      (known) => isLocal(known) && known.refused === undefined && known.body === text.body,
    );
    if (local >= 0) return thread.with(local, text);
  }
  return [...thread, text];
}

function replaced(thread: Thread, index: number, text: ThreadText): Thread {
  const known = thread[index];
  if (known === undefined || statusWordOf(text.status).rank < statusWordOf(known.status).rank) return thread;
  if (known.status === text.status && known.errorCode === text.errorCode) return thread;
  return thread.with(index, { ...known, status: text.status, errorCode: text.errorCode ?? known.errorCode });
}

/** What the handset shows: a text that waits at Twilio, or was called off there, never reached it. */
export const isOnHandset = (text: ThreadText): boolean => text.status !== 'scheduled' && text.status !== 'canceled';

/** A text that failed is shown, so that one can see why; the handset has nothing to read. */
const hasArrived = (text: ThreadText): boolean => statusWordOf(text.status).delivery !== 'problem';

export const asRead = (thread: Thread): Thread =>
  thread.some((text) => text.isNew) ? thread.map((text) => (text.isNew ? { ...text, isNew: false } : text)) : thread;

export const unreadIn = (thread: Thread): number =>
  thread.filter((text) => text.isNew && isOnHandset(text) && hasArrived(text)).length;

/** The thread as the emulator tells it, with what only this page knows: which texts are new, and which it could not send. */
export function refreshed(known: Thread, told: Thread, isFirstLook: boolean): Thread {
  const bySid = new Map(known.map((text) => [text.sid, text]));
  const texts = told.map((text) => ({
    ...text,
    isNew: bySid.get(text.sid)?.isNew ?? (!isFirstLook && !bySid.has(text.sid) && text.direction === 'outbound'),
  }));
  return [...texts, ...known.filter(isLocal)];
}

/** The thread after the emulator took (`sid`) or did not take (`refused`) a text that was typed here. */
export function answered(thread: Thread, localSid: string, outcome: { sid: string } | { refused: string }): Thread {
  const index = thread.findIndex((text) => text.sid === localSid);
  const local = thread[index];
  if (local === undefined) return thread;
  if ('refused' in outcome) return thread.with(index, { ...local, status: 'failed', refused: outcome.refused });
  if (thread.some((text) => text.sid === outcome.sid)) return thread.toSpliced(index, 1);
  return thread.with(index, { ...local, sid: outcome.sid, status: 'received' });
}
