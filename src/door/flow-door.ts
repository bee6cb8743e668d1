import type { Frontdesk } from '../frontdesk';
import { cut } from '../messages/format';
import { senderNumber } from '../numbers';
import type { E164 } from '../phone';
import { door, type Handler, type Payload } from './door';
import { fieldOf } from './event';
import { json } from './json';

/** An answer as it was texted: one line, of a length that a card can show. */
export const line = (event: unknown, name: string, longest = 100): string =>
  cut(
    (fieldOf(event, name) ?? '')
      .replace(/\p{Cc}+/gu, ' ')
      .replace(/\s+/g, ' ')
      .trim(),
    longest,
  );

const keyShape = /^[\w-]{1,64}$/;
export const isKey = (text: string): boolean => keyShape.test(text);

const phoneOf = (event: unknown): E164 | undefined => senderNumber(fieldOf(event, 'phone') ?? '');

/** A Function that a flow calls. Anything but 2xx sends the flow down its path for failures, in the language of the answer. */
export const flowDoor = (
  answer: (frontdesk: Frontdesk, event: unknown, phone: E164) => Promise<Payload>,
  sorry: string,
): Handler =>
  door({
    answer: async (frontdesk, event) => {
      const phone = phoneOf(event);
      if (phone === undefined) return json(400, { error: 'phone must be a number like +12025550123.' });
      return answer(frontdesk, event, phone);
    },
    to: phoneOf,
    apologise: (_speaker, language) => json(500, { error: sorry, language }),
  });
