import type { Language } from '../frontdesk';
import { countIn } from './format';
import type { TextParts } from './texts';

/** A list of people as `!showall` shows it: how many there are, and the first of them. */
export interface Listed {
  readonly count: number;
  /** Nobody counted to the end: there are more. */
  readonly more: boolean;
  readonly first: readonly string[];
}

/** The lists that `!showall` can be asked for by name. */
export const groups = ['approved', 'subscribed', 'pending', 'available'] as const;
export type Group = (typeof groups)[number];

const titles: Readonly<Record<Language, Readonly<Record<Group, string>>>> = {
  en: {
    approved: 'Providers Approved',
    subscribed: 'Providers Subscribed',
    pending: 'Providers Pending',
    available: 'Providers Available',
  },
  es: {
    approved: 'Proveedores aprobados',
    subscribed: 'Proveedores suscritos',
    pending: 'Proveedores pendientes',
    available: 'Proveedores disponibles',
  },
};

const howMany = (language: Language, { count, more }: Listed) => `${countIn(language, count)}${more ? '+' : ''}`;
const hasRest = ({ count, more, first }: Listed) => more || count > first.length;
const inBrief = (listed: Listed) =>
  listed.count === 0 ? undefined : `${listed.first.join(', ')}${hasRest(listed) ? ' ...' : ''}`;

/** All lists in brief. */
export function everybodyParts(
  language: Language,
  { admins, ...lists }: { readonly admins: readonly string[] } & Readonly<Record<Group, Listed>>,
): TextParts['everybody'] {
  const { approved, subscribed, pending, available } = lists;
  return {
    admins: admins.join(', '),
    approved: inBrief(approved),
    approvedCount: howMany(language, approved),
    subscribed: inBrief(subscribed),
    subscribedCount: howMany(language, subscribed),
    pending: inBrief(pending),
    pendingCount: howMany(language, pending),
    available: inBrief(available),
    availableCount: howMany(language, available),
    more: Object.values(lists).some(hasRest),
  };
}

/** One page of one list. */
export const groupParts = (
  language: Language,
  { group, listed, page, nextPage }: { group: Group; listed: Listed; page: number; nextPage: number | undefined },
): TextParts['group'] => ({
  title: titles[language][group],
  count: howMany(language, listed),
  people: listed.first.length === 0 ? undefined : listed.first.join('\n'),
  page: page > 1 ? page : undefined,
  nextPage: nextPage === undefined ? undefined : String(nextPage),
  group,
});
