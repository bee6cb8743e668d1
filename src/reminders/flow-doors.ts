import { flowDoor, isKey, line } from '../door/flow-door';
import { findDeclined, recordWish } from './reschedule';

const sorry = 'The appointment could not be looked up or changed.';
const longestWish = 200;

export const declinedDoor = flowDoor((frontdesk, _event, phone) => findDeclined(frontdesk, phone), sorry);

export const wishDoor = flowDoor(async (frontdesk, event, phone) => {
  const reminder = line(event, 'reminder');
  return recordWish(frontdesk, {
    phone,
    reminder: isKey(reminder) ? reminder : '',
    wish: line(event, 'wish', longestWish),
  });
}, sorry);
