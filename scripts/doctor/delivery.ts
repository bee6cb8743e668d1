import { mayOptIn, optOutOf } from '../../src/inbound/opt-out';
import type { AccountClient } from '../../src/twilio/account-client';
import { type Check, note, right, wrong } from './check';

const looksAt = 100; // texts, newest first

/** What Twilio's delivery codes ask of the operator; others are the recipients' own affair. */
const mends: Readonly<Record<number, string>> = {
  21610: 'they opted out; START lets them in again',
  30007: 'carriers filter them: see what the texts have in common',
  30034: 'the number is not registered for A2P 10DLC',
  30032: 'the toll-free number is not verified',
  21608: 'a trial account texts verified numbers only',
};
const ownFault = [30034, 30032, 21608];

/** How Twilio itself answers an opt-in or opt-out word. */
const twilioAnswers = /re-subscribed|successfully been unsubscribed/i;

interface Texted {
  readonly from: string | null;
  readonly to: string | null;
  readonly body: string;
  readonly dateCreated: Date;
}

/** Words that are ours, and that Twilio has answered: what somebody texted last before an answer of its own. */
function wordsTakenByTwilio(sent: readonly Texted[], received: readonly Texted[]): string[] {
  const answered = sent
    .filter(({ body }) => twilioAnswers.test(body))
    .flatMap(({ to, dateCreated }) => {
      // Newest first, as Twilio lists them
      const [said, ...before] = received.filter((text) => text.from === to && text.dateCreated <= dateCreated);
      if (said === undefined || optOutOf(said.body) !== undefined) return [];
      const hadStopped = before.some(({ body }) => optOutOf(body) === 'stop');
      return mayOptIn(said.body) && hadStopped ? [] : [said.body.trim().toUpperCase()];
    });
  return [...new Set(answered)];
}

/**
 * What the last texts tell. Opt-out settings are not in Twilio's API, but their traces are: an answer of Twilio's own to YES, or a
 * refusal after CANCEL.
 */
export async function deliveryChecks(client: AccountClient, number: string): Promise<Check[]> {
  const [texts, received] = await Promise.all([
    client.messages.list({ from: number, limit: looksAt }),
    client.messages.list({ to: number, limit: looksAt }),
  ]);
  const codes = new Map<number, number>();
  for (const { errorCode } of texts) if (errorCode) codes.set(errorCode, (codes.get(errorCode) ?? 0) + 1);
  const checks = [...codes].map(([code, count]) => {
    const what = `${count} of the last ${texts.length} texts failed with ${code}`;
    const mend = mends[code] ?? `see https://www.twilio.com/docs/api/errors/${code}`;
    return ownFault.includes(code) ? wrong(what, mend) : note(what, mend);
  });
  if (codes.size === 0) checks.push(right(`No failure among the last ${texts.length} texts`));
  return [...checks, optOutCheck(wordsTakenByTwilio(texts, received))];
}

const optOutAdvice =
  'in the console, open Opt-Out Management of the Messaging Service, switch Advanced Opt-Out on, and leave it only STOP, START and HELP';

const optOutCheck = (taken: readonly string[]): Check =>
  taken.length > 0
    ? wrong(
        `Twilio takes ${taken.join(', ')} for an opt-out or opt-in word, and answers it beside Frontdesk`,
        optOutAdvice,
      )
    : note('Opt-out words', `Twilio does not tell which ones it keeps to itself; ${optOutAdvice}`);
