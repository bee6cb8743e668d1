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
    async answer(frontdesk, event, note) {
      const text = textOf(event);
      if (text === undefined) {
        note({ outcome: 'from nobody' });
        return twimlOf(silence);
      }
      note({ from: text.from });
      return twimlOf(await inbound(frontdesk, text, services, (outcome) => note({ outcome })));
    },
    to: (event) => textOf(event)?.from,
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
