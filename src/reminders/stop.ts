import type { Frontdesk } from '../frontdesk';
import { digitsOf, type E164 } from '../phone';
import { isGone, withTexts } from './reminder';
import { changeReminder, openAmong, putWork, readAppointments, readReminder, workKey, workMap } from './shelf';
import { noneLeft, takeBackOf, takeBackTexts } from './take-back';
import { markOf } from './wording';

/** How work that is about a phone is named. */
export const stopWork = 'stop-';

/** The phone has opted out: nothing that waits for it or is scheduled is sent. */
export async function stopReminders(frontdesk: Frontdesk, number: E164): Promise<void> {
  const nowMs = frontdesk.clock.nowMs();
  const open = openAmong(await readAppointments(frontdesk, number), nowMs);
  if (open.length === 0) return;
  const work = `${stopWork}${digitsOf(number)}`;
  await putWork(frontdesk, nowMs, work);
  await Promise.all(open.map(({ id }) => stopReminder(frontdesk, id, nowMs)));
  await frontdesk.store.removeItem(workMap, workKey(nowMs, work));
}

async function stopReminder(frontdesk: Frontdesk, id: string, nowMs: number): Promise<void> {
  const item = await readReminder(frontdesk, id);
  if (item === undefined || isGone(item.data) || item.data.optedOutMs !== undefined) return;
  const mark = await markOf(frontdesk, item.data);
  const stopped = await changeReminder(frontdesk, item, (reminder) =>
    isGone(reminder)
      ? undefined
      : {
          ...withTexts(reminder, noneLeft),
          takeBack: [...reminder.takeBack, ...takeBackOf(reminder, mark, nowMs)],
          optedOutMs: nowMs,
        },
  );
  if (stopped?.data.takeBack.length) await takeBackTexts(frontdesk, stopped);
}
