/** What became of a text, as a person would say it. */
export type Delivery = 'waiting' | 'sent' | 'done' | 'problem';

interface StatusWord {
  readonly word: string;
  readonly delivery: Delivery;
  /** How far along: a status never goes back to a lower one, whatever order the news arrives in. */
  readonly rank: number;
}

const statusWords: Readonly<Record<string, StatusWord>> = {
  sending_here: { word: 'sending', delivery: 'waiting', rank: 0 }, // ours: typed here, not yet taken by the emulator
  scheduled: { word: 'scheduled', delivery: 'waiting', rank: 1 },
  accepted: { word: 'accepted', delivery: 'waiting', rank: 2 },
  queued: { word: 'queued', delivery: 'waiting', rank: 3 },
  sending: { word: 'sending', delivery: 'waiting', rank: 4 },
  sent: { word: 'sent', delivery: 'sent', rank: 5 },
  delivered: { word: 'delivered', delivery: 'done', rank: 6 },
  read: { word: 'read', delivery: 'done', rank: 7 },
  receiving: { word: 'arriving', delivery: 'waiting', rank: 3 },
  received: { word: 'received', delivery: 'done', rank: 6 },
  undelivered: { word: 'not delivered', delivery: 'problem', rank: 6 },
  failed: { word: 'failed', delivery: 'problem', rank: 6 },
  canceled: { word: 'cancelled', delivery: 'problem', rank: 6 },
};

export const statusWordOf = (status: string): StatusWord =>
  statusWords[status] ?? { word: status, delivery: 'waiting', rank: 0 };

/** Twilio's codes for a text that did not arrive, in words. */
const errorWords: Readonly<Record<number, string>> = {
  14107: 'too many texts to this number',
  21211: 'not a valid number',
  21408: 'no permission for this region',
  21610: 'the phone has opted out',
  21612: 'no route from this sender',
  21614: 'not a mobile number',
  21617: 'the text is too long',
  30001: 'the queue was full',
  30002: 'the account is suspended',
  30003: 'the phone cannot be reached',
  30004: 'the phone blocks texts',
  30005: 'no such phone',
  30006: 'a landline, or its carrier cannot be reached',
  30007: 'the carrier filtered it',
  30008: 'the carrier gave no reason',
  30034: 'the sender is not registered',
};

/** The reasons that a handset can be set to fail with. */
export const handsetErrors = [30003, 30004, 30005, 30006, 30007, 30008] as const;

/** '30003, the phone cannot be reached' */
export const errorWordsOf = (code: number): string => {
  const words = errorWords[code];
  return words === undefined ? `error ${code}` : `${code}, ${words}`;
};
