import { allDone } from '../all-done';
import type { Frontdesk } from '../frontdesk';
import { type ApiAnswer, changedMeanwhile, failure, ok, unknownReminder } from './api-answer';
import { isId, type Reminder } from './reminder';
import { settle } from './settle';
import { changeReminder, findReminder, putWork, type Shelved } from './shelf';
import { withdrawn } from './take-back';
import { markOf } from './wording';

/**
 * Deletes a reminder. Only when Twilio has confirmed that its texts will not be sent, it says that it did.
 * @param undoMs for so long it can be taken back; without it, not at all
 */
export async function deleteReminder(
  frontdesk: Frontdesk,
  id: string | undefined,
  { undoMs }: { undoMs?: number } = {},
): Promise<ApiAnswer> {
  const item = id !== undefined && isId(id) ? await findReminder(frontdesk, id) : undefined;
  if (item === undefined || item.data.draft) return unknownReminder();
  const nowMs = frontdesk.clock.nowMs();
  let deleted: Shelved | undefined;
  if (item.data.deleted) {
    deleted = await changeReminder(frontdesk, item, takenBackNow(nowMs, undoMs !== undefined));
  } else {
    const [mark] = await allDone([markOf(frontdesk, item.data), putWork(frontdesk, nowMs, item.key)]);
    deleted = await changeReminder(
      frontdesk,
      item,
      (reminder) =>
        reminder.deleted || reminder.moved
          ? undefined
          : { ...withdrawn(reminder, mark, nowMs), ...(undoMs !== undefined && { undoUntilMs: nowMs + undoMs }) },
      { notedMs: nowMs },
    );
    if (deleted === undefined) return changedMeanwhile();
  }
  const left = await settle(frontdesk, item.key, { known: deleted });
  const unconfirmed = left?.data.takeBack.some(({ messageSid }) => messageSid !== undefined);
  if (unconfirmed) {
    const message = 'Twilio could not be reached to take the text back. The reminder is deleted as soon as it can be.';
    return failure(503, message);
  }
  return ok({ message: `Successfully deleted reminder with id ${item.key}.`, reminder_id: item.key });
}

/** Asked again, it is tried again at once. */
const takenBackNow =
  (nowMs: number, canBeUndone: boolean) =>
  (reminder: Reminder): Reminder => ({
    ...reminder,
    undoUntilMs: canBeUndone ? reminder.undoUntilMs : undefined,
    takeBack: reminder.takeBack.map((each) => (each.messageSid === undefined ? each : { ...each, atMs: nowMs })),
  });
