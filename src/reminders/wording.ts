import type { Frontdesk, Language } from '../frontdesk';
import { fitting } from '../messages/format';
import { languageNamed } from '../messages/language';
import { say } from '../messages/say';
import type { TextParts } from '../messages/texts';
import { readLanguage } from '../people';
import { dayAndTime } from './day-and-time';
import type { Reminder } from './reminder';

/** How an appointment is named to its patient. */
export const appointmentIn = ({ config }: Frontdesk, reminder: Reminder, locale: string): TextParts['reminder'] => ({
  org: config.orgName,
  when: dayAndTime(reminder.appointmentMs, reminder.timeZone, locale),
  location: reminder.location,
  participant: reminder.participant,
});

/** How the appointment after it is named in the same text. */
export function nextIn(frontdesk: Frontdesk, reminder: Reminder | undefined, locale: string) {
  const next = reminder && appointmentIn(frontdesk, reminder, locale);
  return { nextWhen: next?.when, nextLocation: next?.location, nextParticipant: next?.participant };
}

/** Ours for the words, where there is one; day and time are written in any. */
export const languageFor = ({ config }: Frontdesk, locale: string): Language =>
  languageNamed(locale) ?? config.defaultLanguage;

export function reminderBody(frontdesk: Frontdesk, reminder: Reminder, locale: string): string {
  const language = languageFor(frontdesk, locale);
  const appointment = appointmentIn(frontdesk, reminder, locale);
  return fitting(
    say(frontdesk, language, 'reminder', appointment),
    say(frontdesk, language, 'reminderBrief', appointment),
  );
}

export const localeOf = async (frontdesk: Frontdesk, { locale, contact }: Reminder): Promise<string> =>
  locale ?? readLanguage(frontdesk, contact);

export const bodyOf = async (frontdesk: Frontdesk, reminder: Reminder): Promise<string> =>
  reminderBody(frontdesk, reminder, await localeOf(frontdesk, reminder));
