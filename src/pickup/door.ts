import { flowDoor, isKey, line } from '../door/flow-door';
import { json } from '../door/json';
import { arrived, findOrder } from './flow';

const sorry = 'The order could not be looked up or changed.';

export const findOrderDoor = flowDoor((frontdesk, _event, phone) => findOrder(frontdesk, phone), sorry);

const inCarOf = (text: string) => (text === 'yes' || text === 'no' ? text : '');

export const arrivedDoor = flowDoor(async (frontdesk, event, phone) => {
  const execution = line(event, 'execution');
  if (!isKey(execution)) return json(400, { error: 'execution must be the SID of the conversation.' });
  const order = line(event, 'order');
  return arrived(frontdesk, {
    phone,
    execution,
    order: isKey(order) ? order : '',
    name: line(event, 'name'),
    inCar: inCarOf(line(event, 'in_car')),
    car: line(event, 'car'),
    plate: line(event, 'plate'),
  });
}, sorry);
