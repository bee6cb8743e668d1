import type { Frontdesk, Language } from './frontdesk';
import { digitsOf, type E164 } from './phone';
import { type Versioned, writeDocument } from './twilio/sync-store';

/** Document `person.<digits>`: what holds for a phone whatever it texts about. Read beside whatever else a text needs. */
export interface Person {
  /** Chosen with `!lang`. */
  language?: Language;
  /** Menus that this phone got lately: two robots must not text each other for ever. Oldest first. */
  passive?: readonly { messageSid: string; atMs: number }[];
  /** No text reaches this number, as Twilio said with this error: there is none, or it is a landline. */
  unreachable?: { code: number; atMs: number };
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
/** For so long a number is taken for dead; numbers are given to others. */
const UNREACHABLE_TTL_SECONDS = 30 * PASSIVE_TTL_SECONDS;
const NO_TTL = 0;
const ATTEMPTS = 5;

const ttlOf = ({ language, unreachable }: Person): number => {
  if (language !== undefined) return NO_TTL;
  return unreachable === undefined ? PASSIVE_TTL_SECONDS : UNREACHABLE_TTL_SECONDS;
};

/** With which error the number is known to be dead; undefined when a text to it may be tried. */
export function unreachableCode(person: KnownPerson, nowMs: number): number | undefined {
  const { code, atMs } = person?.data.unreachable ?? {};
  return atMs !== undefined && nowMs < atMs + UNREACHABLE_TTL_SECONDS * 1000 ? code : undefined;
}

/** Keeps that no text reaches a number, or with `undefined` that one may. */
export async function setUnreachable(frontdesk: Frontdesk, number: E164, code: number | undefined): Promise<void> {
  const nowMs = frontdesk.clock.nowMs();
  const seen = await readPerson(frontdesk, number);
  await changePerson(frontdesk, number, seen, (known) => {
    if (known.unreachable?.code === code) return undefined; // also when neither has one
    return { ...known, unreachable: code === undefined ? undefined : { code, atMs: nowMs } };
  });
}

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
    const ttlSeconds = ttlOf(changed);
    const written = await writeDocument(frontdesk.store, name, known, changed, { ttlSeconds });
    if (written !== 'conflict') return written.data;
    known = await readPerson(frontdesk, number);
  }
  throw new Error(`${name} was written by others ${ATTEMPTS} times in a row`);
}
