import type { Frontdesk } from '../frontdesk';
import { say } from '../messages/say';
import { recordOptOut } from '../opt-outs';
import { dayAndTime } from './day-and-time';
import { failureOf } from './delivery-errors';
import type { Reminder } from './reminder';
import { changeReminder, type Shelved } from './shelf';
import { stopReminders } from './stop';

/** A phone that has opted out, and texts that failed for good, of which staff are told once. */
export async function afterFailures(frontdesk: Frontdesk, item: Shelved): Promise<void> {
  const failed = item.data.texts.find(({ state }) => state === 'failed');
  if (failed === undefined || item.data.staffToldMs !== undefined) return;
  const { contact } = item.data;
  if (failureOf(failed.code) === 'treatAsStop') {
    await recordOptOut(
      frontdesk,
      { number: contact, messageSid: failed.messageSid ?? `${item.key}.${failed.no}` },
      true,
    );
    await stopReminders(frontdesk, contact);
  }
  const staffToldMs = frontdesk.clock.nowMs();
  let isFirst = false;
  await changeReminder(frontdesk, item, (reminder) => {
    isFirst = reminder.staffToldMs === undefined;
    return isFirst ? { ...reminder, staffToldMs } : undefined;
  });
  if (isFirst) await tellStaff(frontdesk, item.data, failed.code);
}

async function tellStaff(frontdesk: Frontdesk, reminder: Reminder, code: number | undefined): Promise<void> {
  const { adminNumbers, defaultLanguage, orgName } = frontdesk.config;
  const [to] = adminNumbers;
  if (to === undefined) return;
  const when = dayAndTime(reminder.appointmentMs, reminder.timeZone, defaultLanguage);
  const body = say(frontdesk, defaultLanguage, 'reminderFailed', {
    org: orgName,
    who: reminder.contact,
    when,
    code: code === undefined ? undefined : String(code),
  });
  try {
    await frontdesk.sendText({ to, body, about: { about: 'staff', id: reminder.id } });
  } catch (error) {
    frontdesk.log('staff-not-told', { id: reminder.id, error });
  }
}
