import type { Frontdesk } from '../frontdesk';
import type { OrderTextKind } from './order';
import { boardItems } from './search';
import { tell } from './tell';

/** Whoever was to send a text has had its time. */
const staleMs = 30_000;
/** After that, a text about an order helps nobody. */
const tooLateMs = 60 * 60_000;

/** Sends the texts that a Function left behind when it died. Called by tick. */
export async function repairOrderTexts(frontdesk: Frontdesk): Promise<number> {
  const nowMs = frontdesk.clock.nowMs();
  let repaired = 0;
  for await (const item of boardItems(frontdesk)) {
    for (const [kind, text] of Object.entries(item.data.texts)) {
      if (text?.status !== 'sending') continue;
      const ageMs = nowMs - Date.parse(text.at);
      if (ageMs < staleMs || ageMs > tooLateMs) continue;
      await tell(frontdesk, item, kind as OrderTextKind, { again: true });
      repaired += 1;
    }
  }
  return repaired;
}
