import type { Frontdesk, Sender } from '../frontdesk';
import { languageNamed } from '../messages/language';
import { say } from '../messages/say';
import { changePerson, type KnownPerson } from '../people';
import type { Service } from './service';

/** `!lang es`: every text from now on is in Spanish. */
export async function chooseLanguage(
  frontdesk: Frontdesk,
  sender: Sender,
  person: KnownPerson,
  argument: string,
  services: readonly Service[],
): Promise<string> {
  const language = languageNamed(argument);
  if (language === undefined) return say(frontdesk, sender.language, 'languageHelp');
  await changePerson(frontdesk, sender.number, person, (known) =>
    known.language === language ? undefined : { language },
  );
  await Promise.all(services.map((service) => service.languageChosen?.(frontdesk, sender.number, language)));
  return say(frontdesk, language, 'languageChosen');
}
