import type { Frontdesk } from '../../frontdesk';
import { everybodyParts, type Group, groupParts, groups, type Listed } from '../../messages/listing';
import { say } from '../../messages/say';
import { readLanguage } from '../../people';
import { digitsOf } from '../../phone';
import { listLimit } from '../../twilio/sync-store';
import type { Command } from '../answer';
import { type RosterItem, rosterMap } from '../states';
import { isAdmin } from './commands';
import { availableDigits } from './hints';

/** A roster of more than this is not counted to its end: the command costs the same however many there are. */
const PAGES_AT_MOST = 6;
const FIRST_OF_EACH = 5;
const PER_PAGE = 20;

interface Roster {
  items: readonly RosterItem[];
  more: boolean;
}

async function readRoster({ store }: Frontdesk): Promise<Roster> {
  const items: RosterItem[] = [];
  let from: string | undefined;
  for (let page = 0; page < PAGES_AT_MOST; page += 1) {
    const found = await store.listItems<RosterItem>(rosterMap, { from, limit: listLimit });
    // The page starts with the key that the last one ended with.
    items.push(...found.filter(({ key }) => key !== from).map(({ data }) => data));
    if (found.length < listLimit) return { items, more: false };
    from = found.at(-1)?.key;
  }
  return { items, more: true };
}

const shown = ({ name, number }: RosterItem): string => (name === undefined ? number : `${name} ${number}`);

const belongs: Record<Group, (item: RosterItem, available: ReadonlySet<string>) => boolean> = {
  approved: ({ approval }) => approval === 'approved',
  subscribed: ({ subscribed }) => subscribed,
  pending: ({ approval }) => approval === 'pending',
  available: ({ number, subscribed }, available) => subscribed && available.has(digitsOf(number)),
};

const listed = (people: readonly string[], more: boolean, page: number, perPage: number): Listed => ({
  count: people.length,
  more,
  first: people.slice((page - 1) * perPage, page * perPage),
});

/** Everybody in brief, or one list page by page: `!showall`, `!showall pending`, `!showall subscribed 2`. */
export const showallCommand: Command = async (frontdesk, sender, argument) => {
  // Not sender.language: it may still be looked up, and is known with the store's first answer
  const theirs = () => readLanguage(frontdesk, sender.number);
  if (!isAdmin(frontdesk, sender.number)) {
    return { outcome: 'not-allowed', reply: say(frontdesk, await theirs(), 'onlyForAdmins') };
  }
  const [word = '', pageWord = '1'] = argument.toLowerCase().split(/\s+/);
  const group = groups.find((known) => known === word);
  const page = Number(pageWord);
  if ((word !== '' && group === undefined) || !Number.isInteger(page) || page < 1) {
    return { outcome: 'not-a-group', reply: say(frontdesk, await theirs(), 'groupHelp') };
  }
  const [{ items, more }, available] = await Promise.all([readRoster(frontdesk), availableDigits(frontdesk)]);
  const { language } = sender;
  const peopleOf = (name: Group) => items.filter((item) => belongs[name](item, available)).map(shown);
  if (group !== undefined) {
    const people = peopleOf(group);
    const nextPage = people.length > page * PER_PAGE ? page + 1 : undefined;
    const parts = groupParts(language, { group, listed: listed(people, more, page, PER_PAGE), page, nextPage });
    return { outcome: 'group', reply: say(frontdesk, language, 'group', parts) };
  }
  const brief = (name: Group) => listed(peopleOf(name), more, 1, FIRST_OF_EACH);
  return {
    outcome: 'everybody',
    reply: say(
      frontdesk,
      language,
      'everybody',
      everybodyParts(language, {
        admins: frontdesk.config.adminNumbers,
        approved: brief('approved'),
        subscribed: brief('subscribed'),
        pending: brief('pending'),
        available: brief('available'),
      }),
    ),
  };
};
