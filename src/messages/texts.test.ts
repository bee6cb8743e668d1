import { SegmentedMessage } from 'sms-segments-calculator';
import { languages } from '../frontdesk';
import { optOutWords } from '../inbound/opt-out';
import { longestWords } from '../settings/pause-words';
import { NAME_ROOM } from './dispatch-texts';
import { everybodyParts, groupParts } from './listing';
import { defaultSpeaker, say } from './say';
import { type TextKey, type TextParts, textKeys } from './texts';

/** A Zoom link as long as they come: eleven digits, and a password of 32 letters with its suffix. */
const link = `https://us02web.zoom.us/j/89012345678?pwd=${'x'.repeat(32)}.1`;
const number = '+4915112345678';
const name = 'M'.repeat(30);
const person = 'M'.repeat(NAME_ROOM);
const many = { count: 100_000, more: true, first: Array.from({ length: 5 }, () => `${name} ${number}`) };

const opens = 'Wednesday, September 23 at 12:00 PM';

const appointment = {
  org: 'Frontdesk',
  when: 'Wednesday Sep 23, 12:00 pm',
  location: 'L'.repeat(40),
  participant: undefined,
};

const noNext = { nextWhen: undefined, nextLocation: undefined, nextParticipant: undefined };

/** The longest parts that each text meets in life. */
const longest: TextParts = {
  menu: { admin: number, dispatch: true, pickup: true, reminders: true },
  menuForProvider: { admin: number },
  menuForAdmin: { dispatch: true, pause: true },
  apology: {},
  onlyForAdmins: {},
  languageChosen: {},
  languageHelp: {},
  connected: { link, passcode: undefined, provider: person },
  waiting: { place: 100 },
  alreadyWaiting: { place: 100 },
  alreadyInSession: { minutesLeft: 30 },
  requestCancelled: {},
  leftLine: {},
  cancelTooLate: { minutes: 30 },
  nothingToCancel: {},
  dailyLimit: { limit: 1000 },
  providerCancelled: {},
  sessionDone: {},
  lookingAgain: {},
  requestFailed: {},
  invitation: { link, passcode: undefined, receiver: undefined },
  receiverCancelled: { receiver: `${person} ${number}`, available: true },
  receiverUnreachable: { available: true },
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
  subscribed: {},
  alreadySubscribed: {},
  pendingApproval: {},
  alreadyPending: { admin: number },
  unsubscribed: {},
  unsubscribedAfterSession: {},
  requestWithdrawn: {},
  notSubscribed: {},
  approvedProvider: {},
  deniedProvider: { admin: number },
  nameChosen: { name },
  nameHelp: { name },
  nameNeedsProvider: {},
  approvalAsked: { number, name: 'M'.repeat(20) },
  approved: { who: `${name} ${number}` },
  approvedNotTold: { who: `${name} ${number}` },
  alreadyApproved: { who: `${name} ${number}`, by: name },
  denied: { who: `${name} ${number}` },
  deniedPending: { who: `${name} ${number}` },
  deniedNotTold: { who: `${name} ${number}` },
  alreadyDenied: { who: `${name} ${number}`, by: name },
  denyUnknown: { who: number },
  denySelf: {},
  numberLooksLike: { command: 'approve' },
  everybody: everybodyParts('es', {
    admins: Array.from({ length: 20 }, () => number),
    approved: many,
    subscribed: many,
    pending: many,
    available: many,
  }),
  group: groupParts('es', {
    group: 'subscribed',
    listed: { ...many, first: Array.from({ length: 20 }, () => `${name} ${number}`) },
    page: 99,
    nextPage: 100,
  }),
  groupHelp: {},
  closed: { opens },
  paused: { words: 'w'.repeat(longestWords) },
  leftAtClosing: { opens },
  waitedTooLong: { minutes: 1440 },
  pausedNow: {},
  resumedNow: {},
  alreadyPaused: { by: '...0100', ago: '59 minutes ago' },
  alreadyResumed: { by: '...0100', ago: '59 minutes ago' },
  pauseWordsTooLong: { most: 110 },
  orderPlaced: { name: 'M'.repeat(20), number: '123456789012' },
  orderReady: { name },
  orderComing: { name },
  orderNotReady: { name },
  orderCancelled: { name, number: '123456789012' },
  orderRestored: { name, number: '123456789012' },
  orderTextPassedOn: {},
  deskLink: { link: `https://frontdesk-1234-dev.twil.io/desk/sign-in?key=${'x'.repeat(32)}` },
  reminder: { ...appointment, location: undefined },
  reminderBrief: appointment,
  reminderConfirmed: { ...appointment, ...noNext },
  reminderDeclined: { ...appointment, ...noNext },
  reminderUnclear: { org: 'Frontdesk' },
  reminderFailed: { org: 'Frontdesk', who: number, when: appointment.when, code: '30003' },
};

/** Twilio refuses what is longer, with 21617. */
const LONGEST_BODY = 1600;

/** Texts that may be longer than one segment, how long, and why. */
const longer: Partial<Record<TextKey, { segments: number; because: string }>> = {
  menu: { segments: 2, because: 'it is asked for, and has to name every way on and whom to call' },
  menuForProvider: { segments: 2, because: 'as above' },
  menuForAdmin: { segments: 2, because: 'as above' },
  everybody: { segments: 11, because: 'an admin asked for a list' },
  group: { segments: 11, because: 'an admin asked for a list' },
};

const cases = languages.flatMap((language) => textKeys.map((key) => [language, key] as const));
const rendered = (language: (typeof languages)[number], key: TextKey) =>
  (say as (speaker: object, language: string, key: TextKey, parts: unknown) => string)(
    defaultSpeaker,
    language,
    key,
    longest[key],
  );

test.each(cases)('%s: %s fits into its segments, in the GSM-7 alphabet', (language, key) => {
  const body = rendered(language, key);
  const sms = new SegmentedMessage(body);
  expect(sms.encodingName).toBe('GSM-7');
  expect(body.length).toBeLessThanOrEqual(LONGEST_BODY);
  expect(sms.segmentsCount).toBeLessThanOrEqual(longer[key]?.segments ?? 1);
});

test.each(cases)('%s: %s asks nobody to text a word that a carrier takes for an opt-out', (language, key) => {
  const body = rendered(language, key);
  const invited = [...body.matchAll(/\b(?:reply|text|responda|escriba)\s+"?(\p{L}+)/giu)].map((match) => match[1]);
  expect(invited.filter((word) => optOutWords.some((known) => known === word?.toUpperCase()))).toEqual([]);
});

test.each(languages)('%s: no part is left out or shown as undefined', (language) => {
  const speak = say.bind(undefined, defaultSpeaker, language) as (key: TextKey, parts: object) => string;
  expect(speak('connected', { link, passcode: undefined, provider: undefined })).not.toMatch(/undefined| {2}/);
  expect(speak('invitation', { link, passcode: '123', receiver: undefined })).toContain('123');
  expect(speak('nameHelp', { name: undefined })).not.toContain('undefined');
  expect(speak('waiting', { place: undefined })).not.toContain('undefined');
});

test('both languages say something of their own', () => {
  const same = textKeys.filter((key) => rendered('en', key) === rendered('es', key));
  expect(same).toEqual([]);
});
