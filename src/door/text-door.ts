import type {} from '@twilio-labs/serverless-runtime-types';
import { optOutOf } from '../inbound/opt-out';
import { inbound } from '../inbound/router';
import type { Service } from '../inbound/service';
import { say } from '../messages/say';
import { silence, textReply } from '../reply';
import { twimlOf } from '../twilio/twiml';
import { door, type Handler } from './door';
import { textOf } from './event';

/** The number's webhook and its fallback: one text in, TwiML out. */
export const textDoor = (services: readonly Service[]): Handler =>
  door({
    async answer(frontdesk, event) {
      const text = textOf(event);
      if (text === undefined) {
        frontdesk.log('text-from-nobody');
        return twimlOf(silence);
      }
      return twimlOf(await inbound(frontdesk, text, services));
    },
    apologise(speaker, language, event) {
      // Nobody who says STOP is texted for it. Twilio takes an error to the fallback, which is us again.
      if (optOutOf(textOf(event)?.body ?? '') !== undefined) return notDone();
      return twimlOf(textReply(say(speaker, language, 'apology')));
    },
  });

function notDone(): object {
  const response = new Twilio.Response();
  response.setStatusCode(500);
  return response;
}
