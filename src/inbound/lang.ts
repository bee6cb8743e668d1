import type { Frontdesk, Sender } from '../frontdesk';
import { languageNamed } from '../messages/language';
import { say } from '../messages/say';
import { changePerson, type KnownPerson } from '../people';

/** `!lang es`: every text from now on is in Spanish. */
export async function chooseLanguage(
  frontdesk: Frontdesk,
  sender: Sender,
  person: KnownPerson,
  argument: string,
): Promise<string> {
  const language = languageNamed(argument);
  if (language === undefined) return say(frontdesk, sender.language, 'languageHelp');
  await changePerson(frontdesk, sender.number, person, (known) =>
    known.language === language ? undefined : { language },
  );
  return say(frontdesk, language, 'languageChosen');
}
