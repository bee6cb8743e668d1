import type { Frontdesk } from '../frontdesk';
import { numberOf } from '../phone';
import { conflict, type MapItem, writeDocument } from '../twilio/sync-store';
import { timeDigits } from './reminder';
import { settle } from './settle';
import { handingLastsMs, putWork, workMap } from './shelf';
import { stopReminders, stopWork } from './stop';

export interface ReminderTick {
  done: number;
  failed: number;
  /** There was more to do than time. */
  more: boolean;
}

/** So many reminders are looked after at a time. */
const ATONCE = 8;

/** Does the work that is due, oldest first, until the deadline. Two may run at once: whatever matters is written by revision. */
export async function tick(frontdesk: Frontdesk, { deadlineMs }: { deadlineMs: number }): Promise<ReminderTick> {
  const { store, clock } = frontdesk;
  let done = 0;
  let failed = 0;

  const work = async ({ key, revision }: MapItem<object>) => {
    const about = key.slice(key.indexOf('.') + 1);
    try {
      if (about.startsWith(stopWork)) await stopReminders(frontdesk, numberOf(about.slice(stopWork.length)));
      else await settle(frontdesk, about);
      done += 1;
    } catch (error) {
      frontdesk.log('reminder-work-failed', { about, error });
      await putWork(frontdesk, clock.nowMs() + handingLastsMs, about); // it must not stand in the way of what comes after
      failed += 1;
    }
    await store.removeItem(workMap, key, revision); // what was put there anew meanwhile stays
  };

  for (;;) {
    const due = `${timeDigits(clock.nowMs() + 1)}.`;
    const items = (await store.listItems<object>(workMap)).filter(({ key }) => key < due);
    if (items.length === 0) return { done, failed, more: false };
    for (let at = 0; at < items.length; at += ATONCE) {
      if (clock.nowMs() >= deadlineMs) return { done, failed, more: true };
      await Promise.all(items.slice(at, at + ATONCE).map(work));
    }
  }
}

const tickDocument = 'reminders.tick';
const minuteMs = 60_000;
/** Whoever does it on the way has an answer to give. */
const onTheWayMs = 4000;

/** When this instance last saw that somebody ticks. A saving: being wrong costs one read. */
let seenAtMs = Number.NEGATIVE_INFINITY;
const askAgainMs = 20_000;

/** Traffic is the heartbeat: whoever calls this ticks, when nobody did for a minute. */
export async function tickWhenDue(frontdesk: Frontdesk): Promise<void> {
  const { store, clock } = frontdesk;
  const nowMs = clock.nowMs();
  if (Math.abs(nowMs - seenAtMs) < askAgainMs) return;
  const last = await store.readDocument<{ startedAtMs: number }>(tickDocument);
  seenAtMs = nowMs;
  if (last !== undefined && Math.abs(nowMs - last.data.startedAtMs) < minuteMs) return;
  if ((await writeDocument(store, tickDocument, last, { startedAtMs: nowMs })) === conflict) return;
  await tick(frontdesk, { deadlineMs: nowMs + onTheWayMs });
}
