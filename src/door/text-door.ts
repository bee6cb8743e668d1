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
    apologise: (language) => twimlOf(textReply(say(language, 'apology'))),
  });
