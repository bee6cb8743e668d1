import type { Command } from '../dispatch/answer';
import { isAdmin } from '../dispatch/roster/commands';
import { say } from '../messages/say';
import { makeLinkKey } from './sessions';

/** `!desk`: an admin gets a link to the desk. */
export const deskCommand: Command = async (frontdesk, { number, language, messageSid }) => {
  if (!isAdmin(frontdesk, number)) return { outcome: 'not-allowed', reply: say(language, 'onlyForAdmins') };
  const key = await makeLinkKey(frontdesk, number, messageSid);
  const link = `${frontdesk.config.baseUrl}/desk/sign-in?key=${key}`;
  return { outcome: 'link', reply: say(language, 'deskLink', { link }) };
};
