import type { Frontdesk } from '../frontdesk';
import { whenDueAndFree } from '../heartbeat';
import { numberOf } from '../phone';
import { TwilioCallError } from '../twilio/call-error';
import type { MapItem } from '../twilio/sync-store';
import { languageWork, renewScheduled } from './language';
import { timeDigits } from './reminder';
import { settle } from './settle';
import { handingLastsMs, putWork, workMap } from './shelf';
import { declinedWork, stopDeclined, stopReminders, stopWork } from './stop';

export interface ReminderTick {
  done: number;
  failed: number;
  /** There was more to do than time. */
  more: boolean;
}

export interface TickOptions {
  deadlineMs: number;
  pause?: (ms: number) => Promise<unknown>;
}

/** So many reminders are looked after at a time, as long as Twilio takes it. */
const mostAtOnce = 8;
const pauseMs = 1000;
const pauseFor = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** A Map takes 20 writes a second. What was refused for that did not happen, and is nothing that failed. */
const isTooMuch = (error: unknown): boolean => error instanceof TwilioCallError && error.status === 429;

/** Does the work that is due, oldest first, until the deadline. Two may run at once: whatever matters is written by revision. */
export async function tick(frontdesk: Frontdesk, { deadlineMs, pause = pauseFor }: TickOptions): Promise<ReminderTick> {
  const { store, clock } = frontdesk;
  let done = 0;
  let failed = 0;
  let atOnce = mostAtOnce;
  let tooMuch = false;

  const work = async ({ key, revision }: MapItem<object>) => {
    const about = key.slice(key.indexOf('.') + 1);
    let isDone = true;
    try {
      if (about.startsWith(stopWork)) await stopReminders(frontdesk, numberOf(about.slice(stopWork.length)));
      else if (about.startsWith(declinedWork))
        await stopDeclined(frontdesk, numberOf(about.slice(declinedWork.length)));
      else if (about.startsWith(languageWork))
        await renewScheduled(frontdesk, numberOf(about.slice(languageWork.length)));
      else await settle(frontdesk, about, { holdsWork: true });
    } catch (error) {
      if (isTooMuch(error)) throw error;
      frontdesk.log('reminder-work-failed', { about, error });
      await putWork(frontdesk, clock.nowMs() + handingLastsMs, about); // it must not stand in the way of what comes after
      isDone = false;
    }
    await store.removeItem(workMap, key, revision); // what was put there anew meanwhile stays
    if (isDone) done += 1;
    else failed += 1;
  };

  /** What is too much for Twilio now stays where it is, at the head of what is due. */
  const unlessTooMuch = async <T>(run: () => Promise<T>): Promise<T | undefined> => {
    try {
      return await run();
    } catch (error) {
      if (!isTooMuch(error)) throw error;
      tooMuch = true;
      return undefined;
    }
  };

  const listDue = async () => {
    const due = `${timeDigits(clock.nowMs() + 1)}.`;
    return (await store.listItems<object>(workMap)).filter(({ key }) => key < due);
  };

  while (clock.nowMs() < deadlineMs) {
    const items = await unlessTooMuch(listDue);
    if (items?.length === 0) return { done, failed, more: false };
    for (let at = 0; items !== undefined && at < items.length && !tooMuch; at += atOnce) {
      if (clock.nowMs() >= deadlineMs) break;
      await Promise.all(items.slice(at, at + atOnce).map((item) => unlessTooMuch(() => work(item))));
    }
    if (tooMuch) {
      tooMuch = false;
      atOnce = Math.max(1, Math.floor(atOnce / 2));
      await pause(pauseMs);
    }
  }
  return { done, failed, more: true };
}

/** Whoever does it on the way has an answer to give. */
const onTheWayMs = 4000;

/** Whoever calls this ticks, when nobody did for a minute. */
export const tickWhenDue = whenDueAndFree('reminders.tick', (frontdesk) =>
  tick(frontdesk, { deadlineMs: frontdesk.clock.nowMs() + onTheWayMs }),
);
