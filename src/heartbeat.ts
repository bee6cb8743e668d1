import type { Frontdesk } from './frontdesk';
import { conflict, type Versioned, writeDocument } from './twilio/sync-store';

// Traffic is the heartbeat: where no cron calls, whoever has an answer to give looks on the way after what is due.

interface Beat {
  startedAtMs: number;
}

const minuteMs = 60_000;
/** An instance that saw somebody tick does not look again for so long. A saving: being wrong costs one read. */
const askAgainMs = 20_000;

/**
 * Ticks when nobody did for a minute.
 * @param document where each tick notes when it started
 */
export function whenDue(
  document: string,
  tick: (frontdesk: Frontdesk, last: Versioned<Beat> | undefined) => Promise<void>,
): (frontdesk: Frontdesk) => Promise<void> {
  let seenAtMs = Number.NEGATIVE_INFINITY;
  return async (frontdesk) => {
    const nowMs = frontdesk.clock.nowMs();
    // Either way: a clock may have been set back
    if (Math.abs(nowMs - seenAtMs) < askAgainMs) return;
    const last = await frontdesk.store.readDocument<Beat>(document);
    seenAtMs = nowMs;
    if (last === undefined || Math.abs(nowMs - last.data.startedAtMs) >= minuteMs) await tick(frontdesk, last);
  };
}

/** The same for what does not note by itself that it started: of two at once, one does it. */
export const whenDueAndFree = (document: string, work: (frontdesk: Frontdesk) => Promise<unknown>) =>
  whenDue(document, async (frontdesk, last) => {
    const beat: Beat = { startedAtMs: frontdesk.clock.nowMs() };
    if ((await writeDocument(frontdesk.store, document, last, beat)) !== conflict) await work(frontdesk);
  });
