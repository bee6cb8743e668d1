import { digitsOf, type E164 } from '../../src/phone';
import { digitsInName } from '../../src/stored';
import type { Stored } from './sync-contents';

export interface PersonsThings {
  /** Theirs: it goes when they are forgotten. */
  readonly own: readonly Stored[];
  /** Somebody else's, with their number in it: the number goes. */
  readonly mentions: readonly Stored[];
}

/** What Sync holds of a person, among everything that it holds. */
export function personsThings(all: readonly Stored[], number: E164): PersonsThings {
  const digits = digitsOf(number);
  const direct = all.filter((one) => isOwn(one, number, digits));
  const ids = new Set(direct.flatMap(idsOf));
  const following = all.filter((one) => one.kind?.follows && namesOneOf(one, ids));
  const own = [...new Set([...direct, ...following])];
  const mentioned = new RegExp(`(?<!\\d)${digits}(?!\\d)`);
  const mentions = all.filter((one) => !own.includes(one) && mentioned.test(textOf(one)));
  return { own, mentions };
}

function isOwn({ name, key, kind, data, place }: Stored, number: E164, digits: string): boolean {
  if (place === 'Document' && digitsInName(name) === digits) return true;
  return kind?.owners?.(key, data).some((owner) => owner === number || owner === digits) ?? false;
}

/** What others know it by: its key, and the key of a request, which is that of its session. */
const idsOf = ({ place, key, data }: Stored): string[] => [
  ...(place === 'Map' ? [key] : []),
  ...(typeof data.key === 'string' ? [data.key] : []),
];

const namesOneOf = ({ key, data }: Stored, ids: ReadonlySet<string>): boolean =>
  [key, key.split('.')[1], data.key, data.id].some((id) => typeof id === 'string' && ids.has(id));

const textOf = ({ key, data }: Stored): string => `${key} ${JSON.stringify(data)}`;
