import type { DispatchTexts, OtherPerson } from '../dispatch/texts';
import { short } from './format';
import { say } from './say';

/** So much of a name leaves room for a link in one segment. */
export const NAME_ROOM = 16;

const shown = ({ name, number }: OtherPerson): string | undefined => {
  if (name === undefined) return number;
  const known = short(name, NAME_ROOM);
  return number === undefined ? known : `${known} ${number}`;
};

/** The words for what dispatch tells people of its own accord. */
export const dispatchTexts: DispatchTexts = {
  invitation: (language, { meeting, receiver }) =>
    say(language, 'invitation', { link: meeting.url, passcode: meeting.passcode, receiver: shown(receiver) }),
  connected: (language, { meeting, provider }) =>
    say(language, 'connected', { link: meeting.url, passcode: meeting.passcode, provider: shown(provider) }),
  requestCancelled: (language) => say(language, 'requestCancelled'),
  receiverCancelled: (language, { receiver, available }) =>
    say(language, 'receiverCancelled', { receiver: shown(receiver), available }),
  providerCancelled: (language) => say(language, 'providerCancelled'),
  sessionDone: (language) => say(language, 'sessionDone'),
  lookingAgain: (language) => say(language, 'lookingAgain'),
  receiverUnreachable: (language, { available }) => say(language, 'receiverUnreachable', { available }),
  requestFailed: (language, { role }) => say(language, role === 'receiver' ? 'requestFailed' : 'matchFailed'),
};
