/** Twilio's default keywords and what it answers to them, as a text of one word, whatever its case. */
export const optOutKeywords = {
  'opt-out': {
    words: ['STOP', 'STOPALL', 'UNSUBSCRIBE', 'CANCEL', 'END', 'QUIT', 'REVOKE', 'OPTOUT'],
    reply:
      'You have successfully been unsubscribed. You will not receive any more messages from this number. Reply START to resubscribe.',
  },
  'opt-in': {
    words: ['START', 'YES', 'UNSTOP'],
    reply:
      'You have successfully been re-subscribed to messages from this number. Reply HELP for help. Reply STOP to unsubscribe. Msg&Data Rates May Apply.',
  },
  help: {
    words: ['HELP', 'INFO'],
    reply: 'Reply STOP to unsubscribe. Msg&Data Rates May Apply.',
  },
} as const satisfies Record<string, { words: readonly string[]; reply: string }>;

export type OptOutKeyword = keyof typeof optOutKeywords;

/** What kind of keyword a text consists of. 'Cancel my 3 pm' is none. */
export function optOutKeywordOf(body: string): OptOutKeyword | undefined {
  const word = body.trim().toUpperCase();
  const kinds = Object.keys(optOutKeywords) as OptOutKeyword[];
  return kinds.find((kind) => (optOutKeywords[kind].words as readonly string[]).includes(word));
}
