import { noteActivity } from '../activity';
import type { Frontdesk } from '../frontdesk';
import { say } from '../messages/say';
import { recordOptOut } from '../opt-outs';
import { setUnreachable } from '../people';
import { masked } from '../phone';
import { TwilioCallError } from '../twilio/call-error';
import { dayAndTime } from './day-and-time';
import { failureOf, mayHelpAgain } from './delivery-errors';
import { holdReminders } from './hold';
import { notDelivered } from './moves';
import { isGone, type Reminder } from './reminder';
import { changeReminder, handingLastsMs, type Shelved } from './shelf';
import { stopReminders } from './stop';

/**
 * A phone that has opted out or does not exist, and texts that failed for good, of which staff are told once: first it is written down that somebody tells them,
 * then they are told, then that they were. Whoever comes after somebody who died in between asks Twilio whether the text went out.
 */
export async function afterFailures(frontdesk: Frontdesk, item: Shelved): Promise<void> {
  const { contact, staff, texts } = item.data;
  const failed = texts.find(({ state }) => state === 'failed');
  const nowMs = frontdesk.clock.nowMs();
  if (failed === undefined || staff?.told || (staff !== undefined && nowMs < staff.sinceMs + handingLastsMs)) return;
  if (failureOf(failed.code) === 'treatAsStop') {
    await recordOptOut(
      frontdesk,
      { number: contact, messageSid: failed.messageSid ?? `${item.key}.${failed.no}` },
      true,
    );
    await stopReminders(frontdesk, contact);
  }
  if (failed.code !== undefined && failureOf(failed.code) === 'neverTextAgain') {
    await setUnreachable(frontdesk, contact, failed.code);
    await holdReminders(frontdesk, contact, failed.code);
  }
  const claimed = await changeReminder(frontdesk, item, (reminder) =>
    isGone(reminder) || reminder.staff?.told || reminder.staff?.sinceMs !== staff?.sinceMs
      ? undefined
      : { ...reminder, staff: { sinceMs: nowMs, words: staff?.words ?? wordsFor(frontdesk, reminder, failed.code) } },
  );
  if (claimed === undefined) return;
  const [isTold] = await Promise.all([
    tellStaff(frontdesk, claimed.data, staff?.sinceMs),
    staff === undefined && noteFailure(frontdesk, claimed.data),
  ]);
  if (!isTold) return;
  await changeReminder(frontdesk, claimed, (reminder) =>
    reminder.staff?.sinceMs === nowMs ? { ...reminder, staff: { sinceMs: nowMs, told: true } } : undefined,
  );
}

/** Kept until they are told: whoever comes after looks for these very words, and staff may edit the text meanwhile. */
function wordsFor({ config, settings }: Frontdesk, reminder: Reminder, code: number | undefined): string {
  const { defaultLanguage, orgName } = config;
  return say({ settings }, defaultLanguage, 'reminderFailed', {
    org: orgName,
    who: reminder.contact,
    when: dayAndTime(reminder.appointmentMs, reminder.timeZone, defaultLanguage),
    code: code === undefined ? undefined : String(code),
  });
}

/** The desk finds it by this, on whichever day it is. */
const noteFailure = (frontdesk: Frontdesk, { id, contact }: Reminder): Promise<void> =>
  noteActivity(frontdesk, { id, who: 'auto', what: notDelivered, about: masked(contact), key: id });

/** Answers whether that is done; if it may succeed later, it is not. */
async function tellStaff(
  frontdesk: Frontdesk,
  { id, staff }: Reminder,
  triedSinceMs: number | undefined,
): Promise<boolean> {
  const [to] = frontdesk.config.adminNumbers;
  const body = staff?.words;
  if (to === undefined || body === undefined) return true;
  try {
    if (triedSinceMs !== undefined && (await frontdesk.findText({ to, body, sinceMs: triedSinceMs }))) return true;
    await frontdesk.sendText({ to, body, about: { about: 'staff', id } });
    return true;
  } catch (error) {
    frontdesk.log('staff-not-told', { id, error });
    return !(error instanceof TwilioCallError && mayHelpAgain(error));
  }
}
