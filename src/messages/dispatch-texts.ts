import type { DispatchTexts, OtherPerson } from '../dispatch/texts';
import { short } from './format';
import { type Speaker, say } from './say';

/** So much of a name leaves room for a link in one segment. */
export const NAME_ROOM = 16;

const shown = ({ name, number }: OtherPerson): string | undefined => {
  if (name === undefined) return number;
  const known = short(name, NAME_ROOM);
  return number === undefined ? known : `${known} ${number}`;
};

/** The words for what dispatch tells people of its own accord. */
export const dispatchTexts = (speaker: Speaker): DispatchTexts => ({
  invitation: (language, { meeting, receiver }) =>
    say(speaker, language, 'invitation', { link: meeting.url, passcode: meeting.passcode, receiver: shown(receiver) }),
  connected: (language, { meeting, provider }) =>
    say(speaker, language, 'connected', { link: meeting.url, passcode: meeting.passcode, provider: shown(provider) }),
  requestCancelled: (language) => say(speaker, language, 'requestCancelled'),
  receiverCancelled: (language, { receiver, available }) =>
    say(speaker, language, 'receiverCancelled', { receiver: shown(receiver), available }),
  providerCancelled: (language) => say(speaker, language, 'providerCancelled'),
  sessionDone: (language) => say(speaker, language, 'sessionDone'),
  leftAtClosing: (language, { opens }) => say(speaker, language, 'leftAtClosing', { opens }),
  waitedTooLong: (language, { minutes }) => say(speaker, language, 'waitedTooLong', { minutes }),
  lookingAgain: (language) => say(speaker, language, 'lookingAgain'),
  receiverUnreachable: (language, { available }) => say(speaker, language, 'receiverUnreachable', { available }),
  requestFailed: (language, { role }) => say(speaker, language, role === 'receiver' ? 'requestFailed' : 'matchFailed'),
});
