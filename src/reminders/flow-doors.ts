import { flowDoor, isKey, line } from '../door/flow-door';
import { findDeclined, recordWish } from './reschedule';

const sorry = 'The appointment could not be looked up or changed.';
const longestWish = 200;

export const declinedDoor = flowDoor((frontdesk, event, phone) => {
  const execution = line(event, 'execution');
  return findDeclined(frontdesk, phone, isKey(execution) ? execution : undefined);
}, sorry);

export const wishDoor = flowDoor(async (frontdesk, event, phone) => {
  const reminder = line(event, 'reminder');
  return recordWish(frontdesk, {
    phone,
    reminder: isKey(reminder) ? reminder : '',
    wish: line(event, 'wish', longestWish),
  });
}, sorry);
