import type { Config } from './config';
import type { DispatchTexts } from './dispatch/texts';
import type { E164 } from './phone';
import type { Settings } from './settings/load';
import type { SyncStore } from './twilio/sync-store';

export const languages = ['en', 'es'] as const;
export type Language = (typeof languages)[number];

export interface Clock {
  nowMs(): number;
}

export interface Text {
  to: E164;
  body: string;
  /** Comes back with every status callback of this text: what it was about. */
  about?: Readonly<Record<string, string>>;
  /** When Twilio is to send it; it must be in Twilio's window. Without it, at once. */
  sendAtMs?: number;
  /** After so long in a queue it is not sent any more. */
  validForSeconds?: number;
}

export interface SentText {
  messageSid: string;
  to: E164;
}

/** A text as Twilio has it now. */
export interface TextAtTwilio extends SentText {
  status: string;
  errorCode?: number;
}

/** The texts that are scheduled at Twilio, or were. */
export interface TextQueue {
  /** Takes a scheduled text back; answers what has become of it: 'canceled', or how far it got. undefined when Twilio knows no such text. */
  cancel(messageSid: string): Promise<string | undefined>;
  /** Every text of our own accord that says this and was created for this number in between, whatever became of it. */
  find(text: { to: E164; saying: string; fromMs: number; untilMs: number }): Promise<readonly TextAtTwilio[]>;
  fetch(messageSid: string): Promise<TextAtTwilio | undefined>;
}

/** One line of JSON per event. Numbers are masked by the logger, wherever they are in `facts`. */
export type Log = (event: string, facts?: Readonly<Record<string, unknown>>) => void;

export interface Meeting {
  url: string;
  /** Shown beside the link when the link does not carry it. */
  passcode?: string;
  /** Where it came from: made for this match, the provider's own, or the one room for all. */
  kind: 'own' | 'room' | 'fixed';
}

export interface Meetings {
  /** A meeting of one match's own; the fixed room when Zoom is not configured or does not answer in time. Never throws. */
  create(): Promise<Meeting>;
}

/** All that the services need of the world; made once per Function call by `src/twilio/connect.ts`. */
export interface Frontdesk {
  config: Config;
  clock: Clock;
  store: SyncStore;
  log: Log;
  meetings: Meetings;
  texts: DispatchTexts;
  /** What staff set on the desk; true from the first answer of the store on. */
  settings: Readonly<Settings>;
  /** @throws {TwilioCallError} when Twilio refuses the text or does not answer. */
  sendText(text: Text): Promise<SentText>;
  /** Whether a text with this body went to this number since then (whole seconds): asked before a repair sends it again. */
  findText(text: { to: E164; body: string; sinceMs: number }): Promise<SentText | undefined>;
  queue: TextQueue;
  /** Ends an execution of a Studio flow: it waits for no answer any more. */
  endExecution(flowSid: string, executionSid: string): Promise<void>;
  /** From 0 to 1; handed in, so that a test can repeat what it saw. */
  random(): number;
}

/** Who texted what: the part of Twilio's webhook that commands need. */
export interface Sender {
  number: E164;
  language: Language;
  /** Of the text. A retry has the same one, so it is kept where the text's effect is kept. */
  messageSid: string;
}
