import type { Frontdesk, Language } from './frontdesk';
import { digitsOf, type E164 } from './phone';
import { type Versioned, writeDocument } from './twilio/sync-store';

/** Document `person.<digits>`: what holds for a phone whatever it texts about. Read beside whatever else a text needs. */
export interface Person {
  /** Chosen with `!lang`. */
  language?: Language;
  /** Menus that this phone got lately: two robots must not text each other for ever. Oldest first. */
  passive?: readonly { messageSid: string; atMs: number }[];
}

export type KnownPerson = Versioned<Person> | undefined;

export const personDocument = (number: E164) => `person.${digitsOf(number)}`;

export const readPerson = ({ store }: Frontdesk, number: E164): Promise<KnownPerson> =>
  store.readDocument<Person>(personDocument(number));

export const languageOf = ({ config }: Frontdesk, person: KnownPerson): Language =>
  person?.data.language ?? config.defaultLanguage;

export const readLanguage = async (frontdesk: Frontdesk, number: E164): Promise<Language> =>
  languageOf(frontdesk, await readPerson(frontdesk, number));

/** Somebody who chose nothing is forgotten when their menus are. */
const PASSIVE_TTL_SECONDS = 24 * 60 * 60;
const NO_TTL = 0;
const ATTEMPTS = 5;

/** Changes what is known about a phone, by revision. `change` answers undefined when there is nothing to write. */
export async function changePerson(
  frontdesk: Frontdesk,
  number: E164,
  seen: KnownPerson,
  change: (person: Person) => Person | undefined,
): Promise<Person> {
  const name = personDocument(number);
  let known = seen;
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const changed = change(known?.data ?? {});
    if (changed === undefined) return known?.data ?? {};
    const ttlSeconds = changed.language === undefined ? PASSIVE_TTL_SECONDS : NO_TTL;
    const written = await writeDocument(frontdesk.store, name, known, changed, { ttlSeconds });
    if (written !== 'conflict') return written.data;
    known = await readPerson(frontdesk, number);
  }
  throw new Error(`${name} was written by others ${ATTEMPTS} times in a row`);
}
