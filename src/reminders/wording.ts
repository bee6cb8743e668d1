import type { Frontdesk, Language } from '../frontdesk';
import { languageNamed } from '../messages/language';
import type { Appointment } from '../messages/parts';
import { say } from '../messages/say';
import { readLanguage } from '../people';
import { dayAndTime } from './day-and-time';
import type { Reminder } from './reminder';

/** How an appointment is named to its patient. */
export const appointmentIn = ({ config }: Frontdesk, reminder: Reminder, locale: string): Appointment => ({
  org: config.orgName,
  when: dayAndTime(reminder.appointmentMs, reminder.timeZone, locale),
  location: reminder.location,
  participant: reminder.participant,
});

/** Ours for the words, where there is one; day and time are written in any. */
export const languageFor = ({ config }: Frontdesk, locale: string): Language =>
  languageNamed(locale) ?? config.defaultLanguage;

export const reminderBody = (frontdesk: Frontdesk, reminder: Reminder, locale: string): string =>
  say(frontdesk, languageFor(frontdesk, locale), 'reminder', appointmentIn(frontdesk, reminder, locale));

export const localeOf = async (frontdesk: Frontdesk, { locale, contact }: Reminder): Promise<string> =>
  locale ?? readLanguage(frontdesk, contact);

export const bodyOf = async (frontdesk: Frontdesk, reminder: Reminder): Promise<string> =>
  reminderBody(frontdesk, reminder, await localeOf(frontdesk, reminder));
