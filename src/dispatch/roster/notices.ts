import { type Frontdesk, type Language, languages } from '../../frontdesk';
import { short } from '../../messages/format';
import { say } from '../../messages/say';
import { readLanguage } from '../../people';
import { digitsOf, type E164 } from '../../phone';
import { TwilioCallError } from '../../twilio/call-error';
import { conflict, type Versioned } from '../../twilio/sync-store';
import { documents, type ProviderState } from '../states';
import { readProvider } from './change';

/** So much of a name leaves room for three numbers in one segment. */
const NAME_ROOM = 20;

interface Addressed {
  to: E164;
  body: string;
  /** As it may have gone out already: in the language that they had then. */
  orBodies: readonly string[];
}

/** Whether what had to be told was told. `refused`: Twilio will never deliver it. `later`: tick tries again. */
export type Told = 'told' | 'refused' | 'later';

/** What they are told. It is kept with the notice: whoever finishes it looks for these very words, and staff may edit the texts meanwhile. */
function wordsOf(frontdesk: Frontdesk, { notice, number, name }: ProviderState, language: Language): string {
  switch (notice?.kind) {
    case 'approved':
      return say(frontdesk, language, 'approvedProvider');
    case 'denied':
      return say(frontdesk, language, 'deniedProvider', { admin: adminOf(frontdesk) });
    default:
      return say(frontdesk, language, 'approvalAsked', { number, name: name && short(name, NAME_ROOM) });
  }
}

/** The decision with the words of its notice, if it has a new one. */
export function worded(
  frontdesk: Frontdesk,
  known: ProviderState | undefined,
  next: ProviderState | undefined,
): ProviderState | undefined {
  if (next?.notice === undefined || next.notice === known?.notice) return next;
  // To admins in their own languages, which are looked up when they are told
  const spoken = next.notice.kind === 'asked' ? languages : [next.language];
  const words = Object.fromEntries(spoken.map((language) => [language, wordsOf(frontdesk, next, language)]));
  return { ...next, notice: { ...next.notice, words } };
}

async function addressed(frontdesk: Frontdesk, provider: ProviderState): Promise<Addressed[]> {
  const { adminNumbers, defaultLanguage } = frontdesk.config;
  const { notice, number, language } = provider;
  if (notice === undefined) return [];
  const kept = Object.values(notice.words ?? {});
  const text = (to: E164, spoken: Language): Addressed => {
    const body = notice.words?.[spoken] ?? wordsOf(frontdesk, provider, spoken);
    return { to, body, orBodies: kept.filter((other) => other !== body) };
  };
  if (notice.kind !== 'asked') return [text(number, language)];
  const spoken = await Promise.all(adminNumbers.map((admin) => readLanguage(frontdesk, admin)));
  return adminNumbers.map((to, n) => text(to, spoken[n] ?? defaultLanguage));
}

export const adminOf = ({ config }: Frontdesk): string => config.adminNumbers[0] ?? '';

/**
 * Tells whoever must hear about a change of the roster, and notes that they did.
 *
 * @param again whether somebody may have begun already: then Twilio is asked first what went out
 */
export async function finishNotice(
  frontdesk: Frontdesk,
  provider: Versioned<ProviderState>,
  again: boolean,
): Promise<Told> {
  const { notice } = provider.data;
  if (notice === undefined) return 'told';
  const results = await Promise.all(
    (await addressed(frontdesk, provider.data)).map((text) => tell(frontdesk, text, again ? notice.atMs : undefined)),
  );
  if (results.includes('later')) return 'later';
  await noteTold(frontdesk, provider);
  return results.every((result) => result === 'refused') ? 'refused' : 'told';
}

async function tell(
  frontdesk: Frontdesk,
  { to, body, orBodies }: Addressed,
  sinceMs: number | undefined,
): Promise<Told> {
  try {
    if (sinceMs !== undefined) {
      const found = await Promise.all(
        [body, ...orBodies].map((each) => frontdesk.findText({ to, body: each, sinceMs })),
      );
      if (found.some((text) => text !== undefined)) return 'told';
    }
    await frontdesk.sendText({ to, body, about: { about: 'roster' } });
    return 'told';
  } catch (error) {
    frontdesk.log('roster-notice-failed', { to, error });
    return isFinal(error) ? 'refused' : 'later';
  }
}

const TOO_MANY_REQUESTS = 429;

/** Twilio said no, and will say no again: the number is not one, or its owner texted STOP. */
const isFinal = (error: unknown): boolean =>
  error instanceof TwilioCallError &&
  error.status !== undefined &&
  error.status >= 400 &&
  error.status < 500 &&
  error.status !== TOO_MANY_REQUESTS;

const ATTEMPTS = 4;

/** Takes the notice away unless a newer one stands there. */
async function noteTold(frontdesk: Frontdesk, told: Versioned<ProviderState>): Promise<void> {
  const { number, notice } = told.data;
  let current: Versioned<ProviderState> | undefined = told;
  for (let attempt = 0; attempt < ATTEMPTS && current !== undefined; attempt += 1) {
    const { notice: standing, ...rest }: ProviderState = current.data;
    if (standing?.atMs !== notice?.atMs || standing?.kind !== notice?.kind) return;
    const next: ProviderState = notice?.kind === 'asked' ? { ...rest, adminsToldAtMs: notice.atMs } : rest;
    const written = await frontdesk.store.updateDocument(documents.provider(digitsOf(number)), next, current.revision);
    if (written !== conflict) return;
    current = await readProvider(frontdesk, number);
  }
}
