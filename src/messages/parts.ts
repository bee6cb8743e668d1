/** A list of people as `!showall` shows it: how many there are, and the first of them. */
export interface Listed {
  readonly count: number;
  /** Nobody counted to the end: there are more. */
  readonly more: boolean;
  readonly first: readonly string[];
}

/** The lists that `!showall` can be asked for by name. */
export const groups = ['approved', 'subscribed', 'pending', 'available'] as const;
export type Group = (typeof groups)[number];

type Nothing = Readonly<Record<never, never>>;

/** Whom to turn to, as a number to call or text. */
interface Admin {
  readonly admin: string;
}

/** An appointment as it is named in a text. */
export interface Appointment {
  readonly org: string;
  /** 'Monday Mar 23, 1:00 pm' */
  readonly when: string;
  readonly location: string | undefined;
  readonly participant: string | undefined;
}

/** A name, a number or nothing, as far as the reader may know it. */
type Shown = string | undefined;

/**
 * Every text that Frontdesk sends, with the names of its parts. A language is one function per key, so that a new text does not compile until
 * each language has it. People are handed in as they are to be shown.
 */
export interface TextParts {
  // Anybody
  menu: Admin & { readonly dispatch: boolean; readonly pickup: boolean; readonly reminders: boolean };
  menuForProvider: Admin;
  menuForAdmin: { readonly dispatch: boolean; readonly pickup: boolean };
  apology: Nothing;
  onlyForAdmins: Nothing;
  languageChosen: Nothing;
  languageHelp: Nothing;

  // Whoever asks for a provider
  connected: { readonly link: string; readonly passcode: Shown; readonly provider: Shown };
  waiting: { readonly place: number | undefined };
  alreadyWaiting: { readonly place: number | undefined };
  alreadyInSession: { readonly minutesLeft: number };
  requestCancelled: Nothing;
  leftLine: Nothing;
  cancelTooLate: { readonly minutes: number };
  nothingToCancel: Nothing;
  dailyLimit: { readonly limit: number };
  providerCancelled: Nothing;
  sessionDone: Nothing;
  lookingAgain: Nothing;
  requestFailed: Nothing;

  // Providers, at work
  invitation: { readonly link: string; readonly passcode: Shown; readonly receiver: Shown };
  receiverCancelled: { readonly receiver: Shown; readonly available: boolean };
  receiverUnreachable: { readonly available: boolean };
  matchFailed: Nothing;
  cancelledByProvider: Nothing;
  nowAvailable: Nothing;
  alreadyAvailable: Nothing;
  availableInSession: Nothing;
  nowUnavailable: Nothing;
  unavailableAfterSession: Nothing;
  done: Nothing;
  noSession: Nothing;
  mustSubscribe: Nothing;
  serving: Nothing;
  onDuty: Nothing;

  // Providers, joining and leaving
  subscribed: Nothing;
  alreadySubscribed: Nothing;
  pendingApproval: Nothing;
  alreadyPending: Admin;
  unsubscribed: Nothing;
  unsubscribedAfterSession: Nothing;
  requestWithdrawn: Nothing;
  notSubscribed: Nothing;
  approvedProvider: Nothing;
  deniedProvider: Admin;
  nameChosen: { readonly name: string };
  nameHelp: { readonly name: Shown };
  nameNeedsProvider: Nothing;

  // Admins
  approvalAsked: { readonly number: string; readonly name: Shown };
  approved: { readonly who: string };
  approvedNotTold: { readonly who: string };
  alreadyApproved: { readonly who: string; readonly by: Shown };
  denied: { readonly who: string };
  deniedPending: { readonly who: string };
  deniedNotTold: { readonly who: string };
  alreadyDenied: { readonly who: string; readonly by: Shown };
  denyUnknown: { readonly who: string };
  denySelf: Nothing;
  numberLooksLike: { readonly command: 'approve' | 'deny' };
  everybody: { readonly admins: readonly string[] } & { readonly [Name in Group]: Listed };
  group: {
    readonly group: Group;
    readonly listed: Listed;
    readonly page: number;
    readonly nextPage: number | undefined;
  };
  groupHelp: Nothing;

  // Customers who pick up an order
  orderPlaced: { readonly name: string; readonly number: Shown };
  orderReady: { readonly name: string };
  orderComing: { readonly name: string };
  orderNotReady: { readonly name: string };
  orderCancelled: { readonly name: string; readonly number: string };
  orderRestored: { readonly name: string; readonly number: string };
  orderTextPassedOn: Nothing;

  // The desk
  deskLink: { readonly link: string };

  // Whoever has an appointment; `org` is who writes
  reminder: Appointment;
  reminderConfirmed: Appointment & { readonly next: Appointment | undefined };
  reminderDeclined: Appointment & { readonly next: Appointment | undefined };
  reminderUnclear: { readonly org: string };
  reminderFailed: {
    readonly org: string;
    readonly who: string;
    readonly when: string;
    readonly code: number | undefined;
  };
}

export type TextKey = keyof TextParts;

/** One language: a text for every key. */
export type Catalogue = { readonly [Key in TextKey]: (parts: TextParts[Key]) => string };
