import { undoMinutes } from '../reminders/moves';
import { deleteReminder } from '../reminders/remove';
import { type Pressed, resendReminder } from '../reminders/resend';
import { restoreReminder } from '../reminders/restore';
import { findReminder } from '../reminders/shelf';
import { failed, fine } from './answer';
import type { ReminderAnswer } from './contract';
import { fieldsOf, type StaffCall, staffDoor } from './door';
import { gone, noteReminder, pressedAnswer, refusedBy, shown } from './reminder-answers';
import { actOnReminderFields } from './reminder-fields';

type Act = (frontdesk: StaffCall['frontdesk'], id: string, actionId: string) => Promise<Pressed>;

const pressDoor = (what: string, act: Act) =>
  staffDoor(async ({ frontdesk, event, session }) => {
    const fields = fieldsOf(event, actOnReminderFields);
    if ('refused' in fields) return fields.refused;
    const { id, actionId } = fields.input;
    const pressed = await act(frontdesk, id, actionId);
    if (pressed.kind === 'done' && !pressed.already) {
      await noteReminder(frontdesk, session, { actionId, what, reminder: pressed.item.data });
    }
    return pressedAnswer(pressed);
  });

export const resendDoor = pressDoor('sent again', resendReminder);

export const restoreDoor = pressDoor('restored', restoreReminder);

/** Whatever is scheduled for it is taken back at once; for some minutes it can be restored. */
export const cancelDoor = staffDoor(async ({ frontdesk, event, session }) => {
  const fields = fieldsOf(event, actOnReminderFields);
  if ('refused' in fields) return fields.refused;
  const { id, actionId } = fields.input;
  const before = await findReminder(frontdesk, id);
  if (before === undefined || before.data.draft) return gone();
  const answer = await deleteReminder(frontdesk, before.key, { undoMs: undoMinutes * 60_000 });
  if (answer.status === 409) return failed(409, 'Somebody else has just changed it.', { reminder: shown(before) });
  const after = await findReminder(frontdesk, before.key);
  if (answer.status !== 200 && answer.status !== 503) return refusedBy(answer);
  if (!before.data.deleted) {
    await noteReminder(frontdesk, session, { actionId, what: 'cancelled', reminder: before.data });
  }
  if (after === undefined) return gone();
  const isUnsure = answer.status === 503;
  return fine({
    reminder: shown(after),
    ...(isUnsure && { warning: 'Twilio has not confirmed yet that the text will not go out. It is asked again.' }),
  } satisfies ReminderAnswer);
});
