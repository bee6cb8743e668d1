import { longestWords } from '../settings/pause-words';
import { count, flag, minutes, needed, optional, type PartOfText, text, type ValuesOf } from './parts';

const number = text('+12025550123', 16);
const admin = text('+12025550100', 16);
const name = text('Ana Diaz', 30);
/** A name, a number or both, as far as the reader may know them. */
const person = text('Ana Diaz', 33);
/** A name and a number, as admins see them. */
const who = text('Ana Diaz +12025550123', 47);
const link = text('https://us02web.zoom.us/j/89012345678?pwd=cGFzc3dvcmQ', 120);
const passcode = text('402881', 20);
const place = optional(count(2, 7));
const customer = text('Cyrus', 30);
const orderNumber = text('41', 12);
const org = text('Frontdesk', 30);
const when = text('Monday Mar 23, 1:00 pm', 60);
const location = text('Main Street Clinic', 120);
const participant = text('Dr. Lee', 60);
const people = text('Ana Diaz +12025550123, Ben Roy +12025550124', 236);
const howMany = text('2', 8);

/** When it opens next; nobody may know. */
const opens = optional(text('Monday 9:00 AM', 40));
const ago = text('25 minutes ago', 20);

/** An appointment as it is named; `org` is who writes. */
const appointment = { org, location: optional(location), participant: optional(participant) };
/** The one after it, if it is asked about too. */
const next = {
  nextWhen: optional(when),
  nextLocation: optional(location),
  nextParticipant: optional(participant),
};

/** Every text that Frontdesk sends, with its parts. A language is one template per key, so that a new text does not compile without them. */
export const textParts = {
  // Anybody
  menu: { admin, dispatch: flag, pickup: flag, reminders: flag },
  menuForProvider: { admin },
  menuForAdmin: { dispatch: flag, pause: flag },
  apology: {},
  onlyForAdmins: {},
  languageChosen: {},
  languageHelp: {},

  // Whoever asks for a provider
  connected: { link: needed(link), passcode: optional(passcode), provider: optional(person) },
  waiting: { place },
  alreadyWaiting: { place },
  alreadyInSession: { minutesLeft: minutes(30) },
  requestCancelled: {},
  leftLine: {},
  cancelTooLate: { minutes: minutes(30) },
  nothingToCancel: {},
  dailyLimit: { limit: count(20, 5) },
  providerCancelled: {},
  sessionDone: {},
  lookingAgain: {},
  requestFailed: {},

  // Nobody new is taken, or has waited for long enough
  closed: { opens },
  paused: { words: optional(text('We are back at two.', longestWords)) },
  leftAtClosing: { opens },
  waitedTooLong: { minutes: minutes(120) },

  // Providers, at work
  invitation: { link: needed(link), passcode: optional(passcode), receiver: optional(person) },
  receiverCancelled: { receiver: optional(person), available: flag },
  receiverUnreachable: { available: flag },
  matchFailed: {},
  cancelledByProvider: {},
  nowAvailable: {},
  alreadyAvailable: {},
  availableWhileClosed: { opens },
  availableWhilePaused: {},
  availableInSession: {},
  nowUnavailable: {},
  unavailableAfterSession: {},
  done: {},
  noSession: {},
  mustSubscribe: {},
  serving: {},
  onDuty: {},

  // Providers, joining and leaving
  subscribed: {},
  alreadySubscribed: {},
  pendingApproval: {},
  alreadyPending: { admin },
  unsubscribed: {},
  unsubscribedAfterSession: {},
  requestWithdrawn: {},
  notSubscribed: {},
  approvedProvider: {},
  deniedProvider: { admin },
  nameChosen: { name },
  nameHelp: { name: optional(name) },
  nameNeedsProvider: {},

  // Admins
  approvalAsked: { number: needed(number), name: optional(text('Ana Diaz', 20)) },
  approved: { who },
  approvedNotTold: { who },
  alreadyApproved: { who, by: optional(text('…0101', 8)) },
  denied: { who },
  deniedPending: { who },
  deniedNotTold: { who },
  alreadyDenied: { who, by: optional(text('…0101', 8)) },
  denyUnknown: { who: number },
  denySelf: {},
  numberLooksLike: { command: text('approve') },
  everybody: {
    admins: text('+12025550100, +12025550101', 340),
    approved: optional(people),
    approvedCount: howMany,
    subscribed: optional(people),
    subscribedCount: howMany,
    pending: optional(people),
    pendingCount: howMany,
    available: optional(people),
    availableCount: howMany,
    more: flag,
  },
  group: {
    title: text('Providers Subscribed', 24),
    count: howMany,
    people: optional(text('Ana Diaz +12025550123\nBen Roy +12025550124', 960)),
    page: optional(count(2, 5)),
    nextPage: optional(text('3', 5)),
    group: text('subscribed', 10),
  },
  groupHelp: {},

  pausedNow: {},
  resumedNow: {},
  alreadyPaused: { by: optional(text('…0101', 8)), ago: optional(ago) },
  alreadyResumed: { by: optional(text('…0101', 8)), ago: optional(ago) },
  pauseWordsTooLong: { most: count(110, 5) },

  // Customers who pick up an order
  orderPlaced: { name: customer, number: optional(orderNumber) },
  orderReady: { name: customer },
  orderComing: { name: customer },
  orderNotReady: { name: customer },
  orderCancelled: { name: customer, number: orderNumber },
  orderRestored: { name: customer, number: orderNumber },
  orderTextPassedOn: {},

  // The desk
  deskLink: { link: needed(text('https://frontdesk-1234-dev.twil.io/desk/sign-in?key=9fK2m7Qx', 120)) },

  // Whoever has an appointment. A repair finds a reminder that went out by its `when`.
  reminder: { when: needed(when), ...appointment },
  reminderBrief: { when: needed(when), ...appointment },
  reminderConfirmed: { when, ...appointment, ...next },
  reminderDeclined: { when, ...appointment, ...next },
  reminderUnclear: { org },
  reminderFailed: { org, who: needed(number), when: needed(when), code: optional(text('30003')) },
} as const satisfies Readonly<Record<string, Readonly<Record<string, PartOfText>>>>;

export type TextKey = keyof typeof textParts;
export const textKeys = Object.keys(textParts) as readonly TextKey[];
export const isTextKey = (word: string): word is TextKey => Object.hasOwn(textParts, word);

/** What each text is handed. People are handed in as they are to be shown. */
export type TextParts = { readonly [Key in TextKey]: ValuesOf<(typeof textParts)[Key]> };

/** One language: a template for every text. */
export type Catalogue = Readonly<Record<TextKey, string>>;

export const partsOf = (key: TextKey): Readonly<Record<string, PartOfText>> => textParts[key];
