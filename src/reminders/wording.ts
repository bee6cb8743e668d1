import type { Frontdesk, Language } from '../frontdesk';
import { fitting } from '../messages/format';
import { gsm7 } from '../messages/gsm7';
import { languageNamed } from '../messages/language';
import { type Speaker, say } from '../messages/say';
import type { TextParts } from '../messages/texts';
import { readLanguage } from '../people';
import { dayAndTime } from './day-and-time';
import type { Reminder } from './reminder';

/** What a text about an appointment needs to know of the front desk. */
export interface Wording extends Speaker {
  readonly config: Pick<Frontdesk['config'], 'orgName' | 'defaultLanguage'>;
}

/** How an appointment is named to its patient. */
export const appointmentIn = ({ config }: Wording, reminder: Reminder, locale: string): TextParts['reminder'] => ({
  org: config.orgName,
  when: dayAndTime(reminder.appointmentMs, reminder.timeZone, locale),
  location: reminder.location,
  participant: reminder.participant,
});

/** How the appointment after it is named in the same text. */
export function nextIn(frontdesk: Wording, reminder: Reminder | undefined, locale: string) {
  const next = reminder && appointmentIn(frontdesk, reminder, locale);
  return { nextWhen: next?.when, nextLocation: next?.location, nextParticipant: next?.participant };
}

/** Ours for the words, where there is one; day and time are written in any. */
export const languageFor = ({ config }: Wording, locale: string): Language =>
  languageNamed(locale) ?? config.defaultLanguage;

export function reminderBody(frontdesk: Wording, reminder: Reminder, locale: string): string {
  const language = languageFor(frontdesk, locale);
  const appointment = appointmentIn(frontdesk, reminder, locale);
  return fitting(
    say(frontdesk, language, 'reminder', appointment),
    say(frontdesk, language, 'reminderBrief', appointment),
  );
}

export const localeOf = async (frontdesk: Frontdesk, { locale, contact }: Reminder): Promise<string> =>
  locale ?? readLanguage(frontdesk, contact);

/**
 * What every text of a reminder says, however staff word it: it is a needed part of both forms. By it a text is found that went out and was
 * not recorded, also when the words were edited meanwhile.
 */
export const markIn = ({ appointmentMs, timeZone }: Reminder, locale: string): string =>
  gsm7(dayAndTime(appointmentMs, timeZone, locale));

export const markOf = async (frontdesk: Frontdesk, reminder: Reminder): Promise<string> =>
  markIn(reminder, await localeOf(frontdesk, reminder));

export const bodyOf = async (frontdesk: Frontdesk, reminder: Reminder): Promise<string> =>
  reminderBody(frontdesk, reminder, await localeOf(frontdesk, reminder));
