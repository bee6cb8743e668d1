import { allDone } from '../all-done';
import type { Frontdesk } from '../frontdesk';
import { digitsOf, type E164 } from '../phone';
import { isGone, type Reminder, type ReminderText, withTexts } from './reminder';
import {
  changeReminder,
  openAmong,
  putWork,
  readAppointments,
  readReminder,
  type Shelved,
  workKey,
  workMap,
} from './shelf';
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

/** A reminder without the texts that are still to come; what Twilio has of them is to be taken back. */
export const withNoneLeft = (reminder: Reminder, mark: string, nowMs: number): Reminder => ({
  ...withTexts(reminder, noneLeft),
  takeBack: [...reminder.takeBack, ...takeBackOf(reminder, mark, nowMs)],
});

/** Takes back at once what is scheduled, while the No is being written down. `stopDeclined` makes up for whatever does not come to its end. */
export async function takeBackScheduled(frontdesk: Frontdesk, { id, texts }: Reminder): Promise<void> {
  const nowMs = frontdesk.clock.nowMs();
  const ahead = texts.filter(({ state, dueMs }) => state === 'scheduled' && dueMs > nowMs);
  try {
    await allDone(ahead.map(({ messageSid = '' }) => frontdesk.queue.cancel(messageSid)));
  } catch (error) {
    frontdesk.log('reminder-not-taken-back', { id, error });
  }
}

/** Whoever has declined an appointment is not reminded of it any more. Whose No was not written down is. */
export async function stopDeclined(frontdesk: Frontdesk, number: E164): Promise<void> {
  const nowMs = frontdesk.clock.nowMs();
  const open = openAmong(await readAppointments(frontdesk, number), nowMs);
  await Promise.all(open.map(({ id }) => settleDeclined(frontdesk, id, nowMs)));
}

async function settleDeclined(frontdesk: Frontdesk, id: string, nowMs: number): Promise<void> {
  const item = await readReminder(frontdesk, id);
  if (item === undefined || isGone(item.data)) return;
  if (item.data.takeBack.length > 0) await takeBackTexts(frontdesk, item);
  else if (item.data.answer?.answer !== 'no') await scheduleAgain(frontdesk, item, nowMs);
  const isLeft = ({ answer, texts }: Reminder) =>
    answer?.answer === 'no' && texts.some((text) => noneLeft(text) !== text);
  if (isLeft(item.data)) {
    await changeTexts(frontdesk, id, (reminder) => (isLeft(reminder) ? withTexts(reminder, noneLeft) : undefined));
  }
}

/** What was taken back for a No that nobody has written down waits again. */
async function scheduleAgain(frontdesk: Frontdesk, item: Shelved, nowMs: number): Promise<void> {
  const scheduled = item.data.texts.filter(({ state }) => state === 'scheduled');
  const found = await Promise.all(scheduled.map(({ messageSid = '' }) => frontdesk.queue.fetch(messageSid)));
  const taken = found.flatMap((text) => (text?.status === 'canceled' ? text.messageSid : []));
  if (taken.length === 0) return;
  await changeReminder(frontdesk, item, (reminder) => {
    if (isGone(reminder) || reminder.answer?.answer === 'no') return undefined;
    return withTexts(reminder, (text): ReminderText => {
      const { messageSid, sinceMs, ...rest } = text;
      const isTaken = text.state === 'scheduled' && messageSid !== undefined && taken.includes(messageSid);
      return isTaken ? { ...rest, state: 'waiting', notBeforeMs: nowMs } : text;
    });
  });
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
