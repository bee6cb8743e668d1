import type { Frontdesk } from '../frontdesk';
import { conflict, writeDocument } from '../twilio/sync-store';
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

const tickDocument = 'pickup.tick';
const minuteMs = 60_000;

/** When this instance last saw that somebody repairs. A saving: being wrong costs one read. */
let seenAtMs = Number.NEGATIVE_INFINITY;
const askAgainMs = 20_000;

/** Traffic is the heartbeat: whoever calls this repairs, when nobody did for a minute. */
export async function repairWhenDue(frontdesk: Frontdesk): Promise<void> {
  const { store, clock } = frontdesk;
  const nowMs = clock.nowMs();
  if (Math.abs(nowMs - seenAtMs) < askAgainMs) return;
  const last = await store.readDocument<{ startedAtMs: number }>(tickDocument);
  seenAtMs = nowMs;
  if (last !== undefined && nowMs - last.data.startedAtMs < minuteMs) return;
  if ((await writeDocument(store, tickDocument, last, { startedAtMs: nowMs })) === conflict) return;
  await repairOrderTexts(frontdesk);
}
