import { heartbeat, settleDelivery } from '../dispatch';
import { recordDelivery } from '../pickup/delivery';
import { repairWhenDue } from '../pickup/repair';
import { settleDelivery as settleReminder } from '../reminders/delivery';
import { tickWhenDue } from '../reminders/tick';
import { isOn } from '../services';
import { fieldOf, fieldsOf } from './event';
import { jsonDoor } from './json-door';

/**
 * Twilio reports what became of a text. Reports come twice, late and out of order, so nothing is taken back by one: only a failure changes
 * anything, and only for a match that stands. A report is also the heartbeat that ticks where cron does not.
 */
export const statusDoor = jsonDoor(async (frontdesk, event, note) => {
  const messageSid = fieldOf(event, 'MessageSid') ?? fieldOf(event, 'SmsSid');
  const status = fieldOf(event, 'MessageStatus') ?? fieldOf(event, 'SmsStatus');
  if (messageSid !== undefined && status !== undefined) {
    // What the text was about stands in the query of the callback's URL, and so among the fields.
    note({ messageStatus: status, errorCode: fieldOf(event, 'ErrorCode') });
    const report = { messageSid, status, errorCode: fieldOf(event, 'ErrorCode'), about: fieldsOf(event) };
    await Promise.all([
      isOn(frontdesk, 'dispatch') && settleDelivery(frontdesk, report),
      isOn(frontdesk, 'pickup') && recordDelivery(frontdesk, report),
      isOn(frontdesk, 'reminders') && settleReminder(frontdesk, report),
    ]);
  }
  await Promise.all([
    isOn(frontdesk, 'dispatch') && heartbeat(frontdesk),
    isOn(frontdesk, 'pickup') && repairWhenDue(frontdesk),
    isOn(frontdesk, 'reminders') && tickWhenDue(frontdesk),
  ]);
  return {};
});
