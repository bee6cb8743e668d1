import type { Frontdesk } from '../frontdesk';
import type { E164 } from '../phone';
import { held, heldUntilMs } from './plan';
import { type Reminder, type ReminderText, withTexts } from './reminder';
import { openAmong, readAppointments } from './shelf';
import { changeTexts } from './stop';
import { isUnsent } from './take-back';

/**
 * No text reaches the number: what is scheduled for it is taken back, and is handed over, or given up, shortly before it is due. By then staff may
 * have corrected the number, or somebody may have texted from it.
 */
export async function holdReminders(frontdesk: Frontdesk, number: E164, code: number): Promise<void> {
  const nowMs = frontdesk.clock.nowMs();
  const mayWait = (text: ReminderText) => isUnsent(text) && heldUntilMs(text.dueMs, nowMs) !== undefined;
  const open = openAmong(await readAppointments(frontdesk, number), nowMs);
  const hold = (text: ReminderText) => (mayWait(text) ? held(text, code, nowMs) : text);
  await Promise.all(
    open.map(({ id }) =>
      changeTexts(frontdesk, id, (reminder: Reminder) =>
        reminder.texts.some(mayWait) ? withTexts(reminder, hold) : undefined,
      ),
    ),
  );
}
