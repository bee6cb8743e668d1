import type { Frontdesk } from '../frontdesk';
import { digitsOf, type E164 } from '../phone';
import { isGone, type Reminder, withTexts } from './reminder';
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

/** How work is named that is about a phone's declined reminders, and how long after the No it is done: whoever writes that has done so, or is dead. */
export const declinedWork = 'declined-';
export const declineLastsMs = 15_000;

/** Whoever has declined an appointment is not reminded of it any more. */
export async function stopDeclined(frontdesk: Frontdesk, number: E164): Promise<void> {
  const nowMs = frontdesk.clock.nowMs();
  const open = openAmong(await readAppointments(frontdesk, number), nowMs);
  const isLeft = ({ answer, texts }: Reminder) =>
    answer?.answer === 'no' && texts.some((text) => noneLeft(text) !== text);
  await Promise.all(
    open.map(({ id }) =>
      changeTexts(frontdesk, id, (reminder) => (isLeft(reminder) ? withTexts(reminder, noneLeft) : undefined)),
    ),
  );
}

const stopReminder = (frontdesk: Frontdesk, id: string, nowMs: number): Promise<void> =>
  changeTexts(frontdesk, id, (reminder) =>
    reminder.optedOutMs === undefined ? withTexts({ ...reminder, optedOutMs: nowMs }, noneLeft) : undefined,
  );

/** Changes what becomes of a reminder's texts; what Twilio has and is not to send is taken back. `change` answers undefined where all stays as it is. */
export async function changeTexts(
  frontdesk: Frontdesk,
  id: string,
  change: (reminder: Reminder) => Reminder | undefined,
): Promise<void> {
  const item = await readReminder(frontdesk, id);
  if (item === undefined || isGone(item.data) || change(item.data) === undefined) return;
  const nowMs = frontdesk.clock.nowMs();
  const mark = await markOf(frontdesk, item.data);
  const stopped = await changeReminder(frontdesk, item, (reminder) => {
    const changed = isGone(reminder) ? undefined : change(reminder);
    if (changed === undefined) return undefined;
    const given = reminder.texts.filter(({ no, state }) =>
      changed.texts.some((text) => text.no === no && text.state !== state),
    );
    const takeBack = [...reminder.takeBack, ...takeBackOf({ ...reminder, texts: given }, mark, nowMs)];
    return { ...changed, takeBack };
  });
  if (stopped?.data.takeBack.length) await takeBackTexts(frontdesk, stopped);
}
