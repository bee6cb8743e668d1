import type { Frontdesk } from '../frontdesk';
import { whenDueAndFree } from '../heartbeat';
import { orderTextKinds } from './order';
import { boardItems } from './search';
import { senderLifeMs, tell } from './tell';

/** After that, a text about an order helps nobody. */
const tooLateMs = 60 * 60_000;

/** Sends the texts that a Function left behind when it died. Called by tick. */
export async function repairOrderTexts(frontdesk: Frontdesk): Promise<number> {
  const nowMs = frontdesk.clock.nowMs();
  let repaired = 0;
  for await (const found of boardItems(frontdesk)) {
    let item = found;
    for (const kind of orderTextKinds) {
      const text = item.data.texts[kind];
      if (text?.status !== 'sending') continue;
      const ageMs = nowMs - Date.parse(text.at);
      if (ageMs < senderLifeMs || ageMs > tooLateMs) continue;
      ({ item } = await tell(frontdesk, item, kind, { again: true }));
      repaired += 1;
    }
  }
  return repaired;
}

/** Whoever calls this repairs, when nobody did for a minute. */
export const repairWhenDue = whenDueAndFree('pickup.tick', repairOrderTexts);
