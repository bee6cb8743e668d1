/** Twilio's words for "text me no more" on long codes and toll-free numbers: a whole text, in any case. */
export const optOutWords = ['STOP', 'STOPALL', 'UNSUBSCRIBE', 'CANCEL', 'END', 'QUIT', 'REVOKE', 'OPTOUT'] as const;
/** And for "text me again". YES is one too, but here it answers a reminder; whoever opted out and texts YES hears from Twilio again all the same. */
export const optInWords = ['START', 'UNSTOP'] as const;

export type OptOut = 'stop' | 'start';

/** What a text means for our right to text back. 'Cancel my 3 pm' is a reply, not an opt-out. */
export function optOutOf(body: string): OptOut | undefined {
  const word = body.trim().toUpperCase();
  if (optOutWords.some((known) => known === word)) return 'stop';
  if (optInWords.some((known) => known === word)) return 'start';
  return undefined;
}
