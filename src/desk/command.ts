import type { Command } from '../dispatch/answer';
import { isAdmin } from '../dispatch/roster/commands';
import { say } from '../messages/say';
import { readLanguage } from '../people';
import { makeLinkKey } from './sessions';

/** `!desk`: an admin gets a link to the desk. */
export const deskCommand: Command = async (frontdesk, sender) => {
  const { number, messageSid } = sender;
  if (!isAdmin(frontdesk, number)) {
    const language = await readLanguage(frontdesk, number);
    return { outcome: 'not-allowed', reply: say(frontdesk, language, 'onlyForAdmins') };
  }
  const key = await makeLinkKey(frontdesk, number, messageSid);
  const link = `${frontdesk.config.baseUrl}/desk/sign-in?key=${key}`;
  return { outcome: 'link', reply: say(frontdesk, sender.language, 'deskLink', { link }) };
};
