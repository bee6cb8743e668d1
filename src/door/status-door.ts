import { heartbeat, settleDelivery } from '../dispatch';
import { recordDelivery } from '../pickup/delivery';
import { fieldOf } from './event';
import { jsonDoor } from './json-door';

/** What the callback's URL says the text was about. */
const aboutNames = ['about', 'key', 'receiver', 'kind', 'order', 'text', 'at', 'item'] as const;

/**
 * Twilio reports what became of a text. Reports come twice, late and out of order, so nothing is taken back by one: only a failure changes
 * anything, and only for a match that stands. A report is also the heartbeat that ticks where cron does not.
 */
export const statusDoor = jsonDoor(async (frontdesk, event) => {
  const messageSid = fieldOf(event, 'MessageSid') ?? fieldOf(event, 'SmsSid');
  const status = fieldOf(event, 'MessageStatus') ?? fieldOf(event, 'SmsStatus');
  if (messageSid !== undefined && status !== undefined) {
    const about = Object.fromEntries(aboutNames.map((name) => [name, fieldOf(event, name)]));
    const report = { messageSid, status, errorCode: fieldOf(event, 'ErrorCode'), about };
    await Promise.all([settleDelivery(frontdesk, report), recordDelivery(frontdesk, report)]);
  }
  await heartbeat(frontdesk);
  return {};
});
