import type { Frontdesk, Sender } from '../frontdesk';
import { say } from '../messages/say';
import { isOn } from '../services';
import type { Command } from './answer';
import { type KnownProvider, readProvider } from './roster/change';
import { isAdmin } from './roster/commands';
import { adminOf } from './roster/notices';

/** The menu for who asks: an admin, a provider, anybody. */
export function menuFor(frontdesk: Frontdesk, { number, language }: Sender, provider: KnownProvider): string {
  const dispatch = isOn(frontdesk, 'dispatch');
  const pickup = isOn(frontdesk, 'pickup');
  if (isAdmin(frontdesk, number))
    return say(frontdesk, language, 'menuForAdmin', { dispatch, pause: dispatch || pickup });
  const admin = adminOf(frontdesk);
  if (dispatch && provider?.data.approval === 'approved') return say(frontdesk, language, 'menuForProvider', { admin });
  return say(frontdesk, language, 'menu', { admin, dispatch, pickup, reminders: isOn(frontdesk, 'reminders') });
}

export const helpCommand: Command = async (frontdesk, sender) => {
  const provider = await readProvider(frontdesk, sender.number);
  return { outcome: 'help', reply: menuFor(frontdesk, sender, provider) };
};
