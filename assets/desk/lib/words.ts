import type { Fact, OrderTextKind, TextStatus } from '../../../src/desk/contract';

/** '•••• 0113': enough to tell phones apart, not enough to read over a shoulder. Staff come masked already ('…0113'). */
export const maskedNumber = (number: string): string => `•••• ${number.slice(-4)}`;

/** '+1 202 555 0113' for numbers of the North American plan; others as they are. */
export const spacedNumber = (number: string): string => number.replace(/^(\+1)(\d{3})(\d{3})(\d{4})$/, '$1 $2 $3 $4');

export const statusWords: Readonly<Record<TextStatus, string>> = {
  sending: 'sending',
  sent: 'sent',
  delivered: 'delivered',
  failed: 'not delivered',
};

export const textKindWords: Readonly<Record<OrderTextKind, string>> = {
  placed: 'texted',
  ready: 'texted ready',
  'not-ready': 'texted not ready yet',
  cancelled: 'texted cancelled',
  restored: 'texted restored',
  staff: 'texted by us',
};

export const factWords: Readonly<Record<Fact, string>> = {
  readyAt: 'Ready',
  arrivedAt: 'Arrived',
  collectedAt: 'Handed over',
  cancelledAt: 'Cancelled',
};

export const undoWords: Readonly<Record<Fact, string>> = {
  readyAt: 'Not ready',
  arrivedAt: 'Not here',
  collectedAt: 'Not handed over',
  cancelledAt: 'Not cancelled',
};

const whoWords: Readonly<Record<string, string>> = { customer: 'Customer', patient: 'Patient', auto: 'Frontdesk' };
const undone = 'undo ';

/** Who did it: staff by their masked number. */
export const whoOf = (who: string): string => whoWords[who] ?? who.replace(/^…/, '•••• ');

/** 'undo readyAt' is 'took back: ready'. */
export function whatOf(what: string): string {
  if (!what.startsWith(undone)) return what;
  const words = factWords[what.slice(undone.length) as Fact];
  return words === undefined ? what : `took back: ${words.toLowerCase()}`;
}

const errorWords: ReadonlyMap<number, string> = new Map([
  [21211, 'this is not a number that can be texted'],
  [21610, 'this phone has texted STOP'],
  [21614, 'this is not a mobile number'],
  [30003, 'the phone is switched off or out of reach'],
  [30004, 'the phone blocks our texts'],
  [30005, 'this number does not exist'],
  [30006, 'this is a landline'],
  [30007, 'the carrier held it back'],
]);

export const errorOf = (code: number | undefined): string =>
  (code === undefined ? undefined : errorWords.get(code)) ??
  `it did not arrive${code === undefined ? '' : ` (${code})`}`;

/** One tap instead of typing, in what staff say most. */
export const quickReplies = [
  'We are on our way out to you.',
  'It needs 5 more minutes, sorry.',
  'Please come in, it is at the counter.',
  'Which car are you in?',
] as const;
