import { door, type Handler, type Payload } from '../door/door';
import { fieldOf } from '../door/event';
import { json } from '../door/json';
import type { Frontdesk } from '../frontdesk';
import { senderNumber } from '../numbers';
import type { E164 } from '../phone';
import { arrived, findOrder } from './flow';

const longestAnswer = 100;

/** An answer as a customer texted it: one line, of a length that a card can show. */
const line = (event: unknown, name: string): string =>
  (fieldOf(event, name) ?? '')
    .replace(/\p{Cc}+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, longestAnswer);

/** A Function that a flow calls. Anything but 2xx sends the flow down its path for failures. */
const flowDoor = (answer: (frontdesk: Frontdesk, event: unknown, phone: E164) => Promise<Payload>): Handler =>
  door({
    answer: async (frontdesk, event) => {
      const phone = senderNumber(fieldOf(event, 'phone') ?? '');
      if (phone === undefined) return json(400, { error: 'phone must be a number like +12025550123.' });
      return answer(frontdesk, event, phone);
    },
    apologise: () => json(500, { error: 'The order could not be looked up or changed.' }),
  });

export const findOrderDoor = flowDoor((frontdesk, _event, phone) => findOrder(frontdesk, phone));

const inCarOf = (text: string) => (text === 'yes' || text === 'no' ? text : '');
const keyShape = /^[\w-]{1,64}$/;

export const arrivedDoor = flowDoor(async (frontdesk, event, phone) => {
  const execution = line(event, 'execution');
  if (!keyShape.test(execution)) return json(400, { error: 'execution must be the SID of the conversation.' });
  const order = line(event, 'order');
  return arrived(frontdesk, {
    phone,
    execution,
    order: keyShape.test(order) ? order : '',
    name: line(event, 'name'),
    inCar: inCarOf(line(event, 'in_car')),
    car: line(event, 'car'),
    plate: line(event, 'plate'),
  });
});
