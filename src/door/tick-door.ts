import { noteTick, tick } from '../dispatch';
import { repairOrderTexts } from '../pickup/repair';
import { tick as tickReminders } from '../reminders/tick';
import { isOn } from '../services';
import { fieldOf, headerOf } from './event';
import { json } from './json';
import { jsonDoor } from './json-door';
import { isSecret } from './secret';

/** The key that cron holds: as a bearer token, in a header of its own, or as the parameter `key`. */
function keyOf(event: unknown): string | undefined {
  const authorization = headerOf(event, 'authorization');
  const bearer = /^Bearer (.+)$/i.exec(authorization ?? '')?.[1];
  return bearer ?? headerOf(event, 'x-tick-key') ?? fieldOf(event, 'key');
}

/** A Function lives 10 s. */
const lastsMs = 8000;

/** What cron calls each minute. `more`: call again, there was more to look at than one call's time. */
export const tickDoor = jsonDoor(async (frontdesk, event, note) => {
  if (!isSecret(keyOf(event), frontdesk.config.tickKey)) return json(403, { error: 'The key is missing or wrong.' });
  const deadlineMs = frontdesk.clock.nowMs() + lastsMs;
  const [{ ran, intents, providers, repairs, failed, more }, orderTexts, reminders] = await Promise.all([
    isOn(frontdesk, 'dispatch') ? tick(frontdesk, { called: true }) : noteTick(frontdesk),
    isOn(frontdesk, 'pickup') ? repairOrderTexts(frontdesk) : 0,
    isOn(frontdesk, 'reminders') ? tickReminders(frontdesk, { deadlineMs }) : { done: 0, failed: 0, more: false },
  ]);
  note({
    ran,
    intents,
    providers,
    repairs,
    failed,
    orderTexts,
    reminders: reminders.done,
    remindersFailed: reminders.failed,
  });
  return {
    done: ran && !more && !reminders.more,
    more: more || reminders.more,
    ran,
    looked: { intents, providers, reminders: reminders.done + reminders.failed },
    repaired: repairs.length + orderTexts,
  };
});
