import { fieldOf } from '../door/event';
import { flowDoor, isKey, line } from '../door/flow-door';
import { json } from '../door/json';
import { aboutOf } from './arrival-words';
import { ordersPerPhone } from './customer';
import { arrived, findOrder } from './flow';

const sorry = 'The order could not be looked up or changed.';

export const findOrderDoor = flowDoor(
  (frontdesk, event, phone) => findOrder(frontdesk, phone, fieldOf(event, 'text') ?? ''),
  sorry,
);

/** Whoever texts ARRIVE again, instead of an answer, gave none. */
const answer = (event: unknown, name: string): string => {
  const said = line(event, name);
  return aboutOf(said) === 'arrival' ? '' : said;
};

/** Of as many keys as a phone may have orders. */
const longestOrders = ordersPerPhone * 65;

const inCarOf = (text: string) => (text === 'yes' || text === 'no' ? text : '');

export const arrivedDoor = flowDoor(async (frontdesk, event, phone) => {
  const execution = line(event, 'execution');
  if (!isKey(execution)) return json(400, { error: 'execution must be the SID of the conversation.' });
  const orders = line(event, 'order', longestOrders).split(' ').filter(isKey);
  return arrived(frontdesk, {
    phone,
    execution,
    orders,
    name: answer(event, 'name'),
    inCar: inCarOf(line(event, 'in_car')),
    car: answer(event, 'car'),
    plate: answer(event, 'plate'),
  });
}, sorry);
