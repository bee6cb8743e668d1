/** Twilio's words for "text me no more" on long codes and toll-free numbers: a whole text, in any case. */
export const optOutWords = ['STOP', 'STOPALL', 'UNSUBSCRIBE', 'CANCEL', 'END', 'QUIT', 'REVOKE', 'OPTOUT'] as const;
/** And for "text me again". */
export const optInWords = ['START', 'UNSTOP'] as const;
/** One of those too, but of somebody who has not opted out it answers a reminder. */
const optInWordThatAnswers = 'YES';

export type OptOut = 'stop' | 'start';

const wordOf = (body: string): string => body.trim().toUpperCase();

/** Twilio texts whoever has opted out and says this again. */
export const mayOptIn = (body: string): boolean => wordOf(body) === optInWordThatAnswers;

/** What a text means for our right to text back. 'Cancel my 3 pm' is a reply, not an opt-out. */
export function optOutOf(body: string): OptOut | undefined {
  const word = wordOf(body);
  if (optOutWords.some((known) => known === word)) return 'stop';
  if (optInWords.some((known) => known === word)) return 'start';
  return undefined;
}
