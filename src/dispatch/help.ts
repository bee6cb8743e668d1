import type { Frontdesk, Sender } from '../frontdesk';
import { say } from '../messages/say';
import type { Command } from './answer';
import { type KnownProvider, readProvider } from './roster/change';
import { isAdmin } from './roster/commands';
import { adminOf } from './roster/notices';

/** The menu for who asks: an admin, a provider, anybody. */
export function menuFor(frontdesk: Frontdesk, { number, language }: Sender, provider: KnownProvider): string {
  if (isAdmin(frontdesk, number)) return say(language, 'menuForAdmin');
  const admin = adminOf(frontdesk);
  return say(language, provider?.data.approval === 'approved' ? 'menuForProvider' : 'menu', { admin });
}

export const helpCommand: Command = async (frontdesk, sender) => {
  const provider = await readProvider(frontdesk, sender.number);
  return { outcome: 'help', reply: menuFor(frontdesk, sender, provider) };
};
