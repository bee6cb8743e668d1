import type { Frontdesk } from '../../frontdesk';
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
}

/** Whether what had to be told was told. `refused`: Twilio will never deliver it. `later`: tick tries again. */
export type Told = 'told' | 'refused' | 'later';

async function addressed(
  frontdesk: Frontdesk,
  { notice, number, name, language }: ProviderState,
): Promise<Addressed[]> {
  const { adminNumbers } = frontdesk.config;
  if (notice === undefined) return [];
  if (notice.kind === 'asked') {
    const languages = await Promise.all(adminNumbers.map((admin) => readLanguage(frontdesk, admin)));
    return adminNumbers.map((to, n) => ({
      to,
      body: say(frontdesk, languages[n] ?? frontdesk.config.defaultLanguage, 'approvalAsked', {
        number,
        name: name && short(name, NAME_ROOM),
      }),
    }));
  }
  if (notice.kind === 'approved') return [{ to: number, body: say(frontdesk, language, 'approvedProvider') }];
  return [{ to: number, body: say(frontdesk, language, 'deniedProvider', { admin: adminOf(frontdesk) }) }];
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

async function tell(frontdesk: Frontdesk, { to, body }: Addressed, sinceMs: number | undefined): Promise<Told> {
  try {
    if (sinceMs !== undefined && (await frontdesk.findText({ to, body, sinceMs }))) return 'told';
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
