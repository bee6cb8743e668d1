import type { Frontdesk } from '../frontdesk';
import { hasOptedOut } from '../opt-outs';
import { setUnreachable } from '../people';
import { afterFailures } from './failures';
import { handOver, recordHanded } from './hand-over';
import { resendOf } from './moves';
import { isGone, isId, type Reminder, withAction } from './reminder';
import { changeReminder, findReminder, type Shelved } from './shelf';
import { bodyOf } from './wording';

/** What became of a press at the desk. */
export type Pressed =
  | { kind: 'done'; item: Shelved; already?: true }
  | { kind: 'not-now'; why: string; item: Shelved }
  | { kind: 'not-found' };

/** Sends the reminder once more, at once. It is stored before it is handed to Twilio; what dies in between, a tick finishes. */
export async function resendReminder(frontdesk: Frontdesk, id: string | undefined, actionId: string): Promise<Pressed> {
  const item = id !== undefined && isId(id) ? await findReminder(frontdesk, id) : undefined;
  if (item === undefined || isGone(item.data)) return { kind: 'not-found' };
  const hasActed = ({ actions }: Reminder) => actions?.includes(actionId) === true;
  if (hasActed(item.data)) return { kind: 'done', item, already: true };
  const first = resendOf(item.data, frontdesk.clock.nowMs());
  if (first.kind === 'not-now') return { kind: 'not-now', why: first.why, item };
  const [optedOut, body] = await Promise.all([hasOptedOut(frontdesk, item.data.contact), bodyOf(frontdesk, item.data)]);
  if (optedOut) return { kind: 'not-now', why: 'This phone has texted STOP. It can text START.', item };
  let refused: string | undefined;
  const written = await changeReminder(frontdesk, item, (reminder) => {
    if (isGone(reminder) || hasActed(reminder)) return undefined;
    const resend = resendOf(reminder, frontdesk.clock.nowMs());
    refused = resend.kind === 'not-now' ? resend.why : undefined;
    return resend.kind === 'send' ? withAction({ ...resend.next, optedOutMs: undefined }, actionId) : undefined;
  });
  if (written === undefined) {
    const now = await findReminder(frontdesk, item.key);
    if (now === undefined || isGone(now.data)) return { kind: 'not-found' };
    return hasActed(now.data)
      ? { kind: 'done', item: now, already: true }
      : { kind: 'not-now', why: refused ?? tookPlace, item: now };
  }
  const texts = written.data.texts.slice(-1);
  // Whoever presses knows better than an error of some days ago
  await setUnreachable(frontdesk, written.data.contact, undefined);
  const handed = await handOver(frontdesk, written.data, texts, body);
  const recorded = await recordHanded(frontdesk, written, texts, handed);
  if (recorded === undefined) return { kind: 'not-found' };
  if (recorded.data.texts.at(-1)?.state === 'failed') await afterFailures(frontdesk, recorded);
  return { kind: 'done', item: recorded };
}

const tookPlace = 'Somebody else has just changed it.';
