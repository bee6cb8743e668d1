import type { ServerlessCallback } from '@twilio-labs/serverless-runtime-types/types';
import { type Frontdesk, type Language, languages } from '../frontdesk';
import { dispatchTexts } from '../messages/dispatch-texts';
import { defaultSpeaker, type Speaker } from '../messages/say';
import { readLanguage } from '../people';
import type { E164 } from '../phone';
import { offAt, offMessage, type ServiceName } from '../services';
import { connect, type FunctionContext } from '../twilio/connect';
import { beginCallLog, type Note } from './call-log';
import { json } from './json';

/** What a Function hands to its callback. */
export type Payload = object | string;

export type Handler = (context: FunctionContext, event: unknown, callback: ServerlessCallback) => Promise<void>;

export interface Door {
  answer(frontdesk: Frontdesk, event: unknown, note: Note): Promise<Payload>;
  /** Who is spoken to, if somebody is. */
  to?(event: unknown): E164 | undefined;
  /** What is answered when that failed. */
  apologise(speaker: Speaker, language: Language, event: unknown): Payload;
}

/**
 * A Function: connects, lets `answer` do its work to the end, and calls back once. The callback ends the execution, so nothing may be under
 * way by then; and an error must not become a 500, which the sender of a text would meet as silence.
 */
export function door({ answer, to, apologise }: Door): Handler {
  return async (context, event, callback) => {
    let payload: Payload;
    const log = beginCallLog(context, event);
    let frontdesk: Frontdesk | undefined;
    const beganMs = performance.now();
    try {
      frontdesk = connect(context, dispatchTexts);
      const off = offAt(frontdesk, context.PATH);
      payload = off === undefined ? await answer(frontdesk, event, log.note) : notOffered(off);
      log.answered(payload);
    } catch (error) {
      log.failed(error);
      const hurried = performance.now() - beganMs > stillTimeMs;
      const number = hurried ? undefined : to?.(event);
      const language = (frontdesk && number && (await languageIfReadable(frontdesk, number))) ?? languageOf(context);
      payload = apologise(frontdesk ?? defaultSpeaker, language, event);
    }
    callback(null, payload);
  };
}

/** In the field in which each kind of caller looks for it. */
const notOffered = (service: ServiceName): object =>
  json(404, { outcome: 'error', error: offMessage(service), message: offMessage(service), errors: [] });

/** A call of Twilio may take 4.5 s, and a Function lives 10 s. */
const stillTimeMs = 4000;

/** What failed may have been something else. */
const languageIfReadable = (frontdesk: Frontdesk, number: E164): Promise<Language | undefined> =>
  readLanguage(frontdesk, number).catch(() => undefined);

/** The default language even where the settings are broken. */
const languageOf = (context: FunctionContext): Language =>
  languages.find((known) => known === context.LANGUAGE_DEFAULT) ?? 'en';
