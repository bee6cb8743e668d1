import type { Frontdesk } from '../frontdesk';
import { digitsOf, type E164 } from '../phone';
import { routeOf } from './plan';
import { isGone, type Reminder, type ReminderText } from './reminder';
import { settle } from './settle';
import { changeReminder, openAmong, putWork, readAppointments, readReminder } from './shelf';
import { takeBackOf } from './take-back';

/** How work is named that is about the language of what is scheduled for a phone. */
export const languageWork = 'language-';

/** The phone has chosen a language: the next tick makes anew what Twilio holds in another one. */
export async function noteLanguage(frontdesk: Frontdesk, number: E164): Promise<void> {
  const nowMs = frontdesk.clock.nowMs();
  if (openAmong(await readAppointments(frontdesk, number), nowMs).length === 0) return;
  await putWork(frontdesk, nowMs, `${languageWork}${digitsOf(number)}`);
}

/** A text at Twilio cannot be edited: it is taken back, and waits to be handed over again at once. What leaves too soon for that stays as it is. */
export async function renewScheduled(frontdesk: Frontdesk, number: E164): Promise<void> {
  const open = openAmong(await readAppointments(frontdesk, number), frontdesk.clock.nowMs());
  await Promise.all(open.map(({ id }) => renewReminder(frontdesk, id)));
}

async function renewReminder(frontdesk: Frontdesk, id: string): Promise<void> {
  const item = await readReminder(frontdesk, id);
  if (item === undefined) return;
  const renewed = await changeReminder(frontdesk, item, (reminder) => renew(reminder, frontdesk.clock.nowMs()));
  if (renewed !== undefined) await settle(frontdesk, id, { known: renewed });
}

/** Undefined where nothing is to be made anew: staff may have chosen the language of a reminder themselves. */
function renew(reminder: Reminder, nowMs: number): Reminder | undefined {
  const { texts, takeBack, appointmentMs, locale, nextNo } = reminder;
  const isOld = ({ state, messageSid, dueMs }: ReminderText) =>
    state === 'scheduled' && messageSid !== undefined && routeOf(dueMs, appointmentMs, nowMs) === 'at-twilio';
  const old = texts.filter(isOld);
  if (old.length === 0 || locale !== undefined || isGone(reminder)) return undefined;
  const waiting = old.map(
    ({ messageSid, sinceMs, ...text }, at): ReminderText => ({
      ...text,
      no: nextNo + at,
      state: 'waiting',
      notBeforeMs: nowMs,
    }),
  );
  return {
    ...reminder,
    texts: [...texts.filter((text) => !isOld(text)), ...waiting],
    nextNo: nextNo + waiting.length,
    // Each has its SID, so it is not looked for by its words
    takeBack: [...takeBack, ...takeBackOf({ ...reminder, texts: old }, '', nowMs)],
  };
}
