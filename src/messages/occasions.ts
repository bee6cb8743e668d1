import type { Language } from '../frontdesk';
import type { ServiceName } from '../services';
import type { Part } from './parts';
import { partsOf, type TextKey } from './texts';

/** To whom texts go, in the order in which staff look for them. `service`: only where it is offered. */
export const textGroups = [
  { id: 'anybody', name: 'Anybody' },
  { id: 'receiver', name: 'Who asks for a provider', service: 'dispatch' },
  { id: 'provider', name: 'Providers', service: 'dispatch' },
  { id: 'pickup', name: 'Customers, about an order', service: 'pickup' },
  { id: 'reminders', name: 'Who has an appointment', service: 'reminders' },
  { id: 'admin', name: 'Admins' },
  { id: 'desk', name: 'Pause and the desk' },
] as const satisfies readonly { id: string; name: string; service?: ServiceName }[];
export type TextGroup = (typeof textGroups)[number]['id'];

export interface Occasion {
  readonly group: TextGroup;
  /** What staff call it. */
  readonly name: string;
  /** When it goes out. */
  readonly when: string;
}

const of = (group: TextGroup) => (name: string, when: string) => ({ group, name, when });
const anybody = of('anybody');
const receiver = of('receiver');
const provider = of('provider');
const pickup = of('pickup');
const reminders = of('reminders');
const admin = of('admin');
const desk = of('desk');

/** What each text is for: read by staff, on the desk. */
export const occasions: Readonly<Record<TextKey, Occasion>> = {
  menu: anybody('Menu', 'Somebody texts !help, or something that means nothing here'),
  menuForProvider: provider('Menu for providers', 'A provider texts !help, or something that means nothing here'),
  menuForAdmin: admin('Menu for admins', 'An admin texts !help, or something that means nothing here'),
  apology: anybody('Apology', 'Something failed, and the text could not be dealt with'),
  onlyForAdmins: anybody('Only for admins', 'Somebody who is no admin texts a command of theirs'),
  languageChosen: anybody('Language chosen', 'Somebody texts !lang and this language'),
  languageHelp: anybody('Which languages', 'Somebody texts !lang and no language that we know'),
  closed: anybody('Closed', 'Somebody new texts outside the opening hours'),
  paused: anybody('Paused', 'Somebody new texts during a pause'),

  connected: receiver('Connected', 'A provider was found: the link to the meeting'),
  waiting: receiver('In line', 'They text 1 and nobody is free'),
  alreadyWaiting: receiver('In line already', 'They text 1 again while they wait'),
  alreadyInSession: receiver('In a session already', 'They text 1 again during a session'),
  requestCancelled: receiver('Session cancelled', 'They text 0 during a session'),
  leftLine: receiver('Left the line', 'They text 0 while they wait'),
  cancelTooLate: receiver('Too late to cancel', 'They text 0 when the session is over'),
  nothingToCancel: receiver('Nothing to cancel', 'They text 0 and have asked for nothing'),
  dailyLimit: receiver('Too many requests', 'They text 1 more often than a phone may in a day'),
  providerCancelled: receiver('Provider cancelled', 'Their provider texts 0'),
  sessionDone: receiver('Session over', 'Their provider texts !done'),
  lookingAgain: receiver('Looking for another one', 'No text reaches their provider'),
  requestFailed: receiver('Request failed', 'Something failed on our side'),
  leftAtClosing: receiver('Still in line at closing', 'It closes while they wait'),
  waitedTooLong: receiver('Waited too long', 'Nobody was free for as long as anybody may wait'),

  invitation: provider('Invitation', 'They are matched: the link to the meeting'),
  receiverCancelled: provider('Receiver cancelled', 'Their receiver texts 0'),
  receiverUnreachable: provider('Receiver out of reach', 'No text reaches their receiver'),
  matchFailed: provider('Meeting off', 'Something failed on our side after the invitation'),
  cancelledByProvider: provider('Session cancelled', 'They text 0 during a session'),
  nowAvailable: provider('Available', 'They text !available'),
  alreadyAvailable: provider('Available already', 'They text !available again'),
  availableWhileClosed: provider('Available while closed', 'They text !available outside the opening hours'),
  availableWhilePaused: provider('Available in a pause', 'They text !available during a pause'),
  availableInSession: provider('Available, but matched', 'They text !available just when they were matched'),
  nowUnavailable: provider('Unavailable', 'They text !unavailable'),
  unavailableAfterSession: provider('Unavailable after the session', 'They text !unavailable during a session'),
  done: provider('Session over', 'They text !done'),
  noSession: provider('No session to end', 'They text !done and are in no session'),
  mustSubscribe: provider('Not a provider', 'Somebody who has not joined texts a command of providers'),
  serving: provider('In a session', 'They text 1 during a session'),
  onDuty: provider('On duty', 'They text 1 while they are available'),
  subscribed: provider('Joined', 'They text !subscribe and are approved'),
  alreadySubscribed: provider('Joined already', 'They text !subscribe again'),
  pendingApproval: provider('Asked to join', 'They text !subscribe for the first time'),
  alreadyPending: provider('Not approved yet', 'They text !subscribe again before an admin has decided'),
  unsubscribed: provider('Left', 'They text !unsubscribe'),
  unsubscribedAfterSession: provider('Left, after the session', 'They text !unsubscribe during a session'),
  requestWithdrawn: provider('Request withdrawn', 'They text !unsubscribe before an admin has decided'),
  notSubscribed: provider('Not joined', 'They text !unsubscribe and have not joined'),
  approvedProvider: provider('Approved', 'An admin approves them'),
  deniedProvider: provider('Denied', 'An admin denies them'),
  nameChosen: provider('Name chosen', 'They text !name and a name'),
  nameHelp: provider('How to choose a name', 'They text !name without a name'),
  nameNeedsProvider: provider('Name without joining', 'Somebody who has not joined texts !name'),

  orderPlaced: pickup('Order placed', 'Their order is entered at the desk'),
  orderReady: pickup('Order ready', 'Their order is ready and they are not here yet'),
  orderComing: pickup('Order on its way out', 'Their order is ready and they are here'),
  orderNotReady: pickup('Not ready after all', 'Staff take Ready back'),
  orderCancelled: pickup('Order cancelled', 'Staff cancel the order'),
  orderRestored: pickup('Not cancelled after all', 'Staff take the cancellation back'),
  orderTextPassedOn: pickup('Passed on to staff', 'They text while they are here'),

  reminder: reminders('Reminder', 'Before the appointment, as far ahead as was set when it was made'),
  reminderBrief: reminders('Reminder, in brief', 'The same when the long form does not fit into one segment'),
  reminderConfirmed: reminders('Confirmed', 'They reply Yes'),
  reminderDeclined: reminders('Declined', 'They reply No'),
  reminderUnclear: reminders('Neither yes nor no', 'They reply something else'),
  reminderFailed: admin('Reminder failed', 'A reminder did not arrive'),

  approvalAsked: admin('Somebody asks to join', 'Somebody texts !subscribe'),
  approved: admin('Approved', 'They text !approve'),
  approvedNotTold: admin('Approved, not told', 'They text !approve, and the provider could not be texted'),
  alreadyApproved: admin('Approved already', 'They text !approve a second time'),
  denied: admin('Approval taken back', 'They text !deny about a provider'),
  deniedPending: admin('Denied', 'They text !deny about somebody who asked'),
  deniedNotTold: admin('Denied, not told', 'They text !deny, and the provider could not be texted'),
  alreadyDenied: admin('Denied already', 'They text !deny a second time'),
  denyUnknown: admin('Nobody to deny', 'They text !deny about a number that is no provider'),
  denySelf: admin('Not oneself', 'They text !deny about themselves'),
  numberLooksLike: admin('Not a number', 'They text !approve or !deny and no number'),
  everybody: admin('Everybody', 'They text !showall'),
  group: admin('One list', 'They text !showall and the name of a list'),
  groupHelp: admin('Which lists', 'They text !showall and no list that we know'),

  pausedNow: desk('Paused', 'An admin texts !pause'),
  resumedNow: desk('Resumed', 'An admin texts !resume'),
  alreadyPaused: desk('Paused already', 'An admin texts !pause during a pause'),
  alreadyResumed: desk('Not paused', 'An admin texts !resume and it is not paused'),
  pauseWordsTooLong: desk('Words too long', 'An admin texts !pause and too many words'),
  deskLink: desk('Link to the desk', 'An admin texts !desk'),
};

const spanish: Readonly<Record<string, string>> = {
  when: 'lunes 23 mar, 1:00 pm',
  nextWhen: 'miércoles 25 mar, 9:30 am',
  opens: 'lunes 9:00',
  ago: 'hace 25 minutos',
  title: 'Proveedores suscritos',
  words: 'Volvemos a las dos.',
};
const english: Readonly<Record<string, string>> = { nextWhen: 'Wednesday Mar 25, 9:30 am' };
const alike: Readonly<Record<Language, Readonly<Record<string, string>>>> = { en: english, es: spanish };

/** What a part may be in life, for a preview. */
export const exampleOf = (language: Language, name: string, { example }: Part): string | number | boolean =>
  alike[language][name] ?? example;

export const examplesOf = (language: Language, key: TextKey) =>
  Object.fromEntries(Object.entries(partsOf(key)).map(([name, part]) => [name, exampleOf(language, name, part)]));
