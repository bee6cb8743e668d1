import { heartbeat } from '../dispatch';
import { repairWhenDue } from '../pickup/repair';
import { tickWhenDue } from '../reminders/tick';
import { isOn } from '../services';
import { fine } from './answer';
import { staffDoor } from './door';

/** The open desk is traffic too: it calls each minute, and repairs what a Function that died left behind where no cron does. */
export const heartbeatDoor = staffDoor(async ({ frontdesk }) => {
  await Promise.all([
    isOn(frontdesk, 'dispatch') && heartbeat(frontdesk),
    isOn(frontdesk, 'pickup') && repairWhenDue(frontdesk),
    isOn(frontdesk, 'reminders') && tickWhenDue(frontdesk),
  ]);
  return fine({});
});
