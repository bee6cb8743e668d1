import type { ServerlessCallback } from '@twilio-labs/serverless-runtime-types/types';
import { type Frontdesk, type Language, languages } from '../frontdesk';
import { dispatchTexts } from '../messages/dispatch-texts';
import { defaultSpeaker, type Speaker } from '../messages/say';
import { offAt, offMessage, type ServiceName } from '../services';
import { connect, type FunctionContext } from '../twilio/connect';
import { beginCallLog, type Note } from './call-log';
import { json } from './json';

/** What a Function hands to its callback. */
export type Payload = object | string;

export type Handler = (context: FunctionContext, event: unknown, callback: ServerlessCallback) => Promise<void>;

export interface Door {
  answer(frontdesk: Frontdesk, event: unknown, note: Note): Promise<Payload>;
  /** What is answered when that failed. */
  apologise(speaker: Speaker, language: Language, event: unknown): Payload;
}

/**
 * A Function: connects, lets `answer` do its work to the end, and calls back once. The callback ends the execution, so nothing may be under
 * way by then; and an error must not become a 500, which the sender of a text would meet as silence.
 */
export function door({ answer, apologise }: Door): Handler {
  return async (context, event, callback) => {
    let payload: Payload;
    const log = beginCallLog(context, event);
    let speaker = defaultSpeaker;
    try {
      const frontdesk = connect(context, dispatchTexts);
      speaker = frontdesk;
      const off = offAt(frontdesk, context.PATH);
      payload = off === undefined ? await answer(frontdesk, event, log.note) : notOffered(off);
      log.answered(payload);
    } catch (error) {
      log.failed(error);
      payload = apologise(speaker, languageOf(context), event);
    }
    callback(null, payload);
  };
}

/** In the field in which each kind of caller looks for it. */
const notOffered = (service: ServiceName): object =>
  json(404, { outcome: 'error', error: offMessage(service), message: offMessage(service), errors: [] });

/** The default language even where the settings are broken. */
const languageOf = (context: FunctionContext): Language =>
  languages.find((known) => known === context.LANGUAGE_DEFAULT) ?? 'en';
