import { heartbeat } from '../dispatch';
import { repairWhenDue } from '../pickup/repair';
import { fine } from './answer';
import { staffDoor } from './door';

/** The open desk is traffic too: it calls each minute, and repairs what a Function that died left behind where no cron does. */
export const heartbeatDoor = staffDoor(async ({ frontdesk }) => {
  await Promise.all([heartbeat(frontdesk), repairWhenDue(frontdesk)]);
  return fine({});
});
