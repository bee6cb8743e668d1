import type { Frontdesk } from '../frontdesk';
import { hasOptedOut } from '../opt-outs';
import { listedAs, sameAmong } from './create';
import { canBeRestored } from './moves';
import { isId, withAction } from './reminder';
import { replanned } from './replan';
import type { Pressed } from './resend';
import { settle } from './settle';
import { changeAppointments, changeReminder, findReminder, readAppointments, readReminder } from './shelf';

/**
 * Takes back that a reminder was cancelled: it is as it was, and the texts that are still ahead are made anew, because Twilio has taken the
 * others back for good.
 */
export async function restoreReminder(
  frontdesk: Frontdesk,
  id: string | undefined,
  actionId: string,
): Promise<Pressed> {
  const item = id !== undefined && isId(id) ? await findReminder(frontdesk, id) : undefined;
  if (item === undefined || item.data.draft) return { kind: 'not-found' };
  if (!item.data.deleted) return { kind: 'done', item, already: true };
  const notNow = (why: string): Pressed => ({ kind: 'not-now', why, item });
  const nowMs = frontdesk.clock.nowMs();
  if (!canBeRestored(item.data, nowMs)) return notNow('That was more than ten minutes ago.');
  const { contact } = item.data;
  const [appointments, optedOut] = await Promise.all([
    readAppointments(frontdesk, contact),
    hasOptedOut(frontdesk, contact),
  ]);
  if (optedOut) return notNow('This phone has texted STOP since.');
  const wanted = listedAs(item.data);
  if (sameAmong(appointments?.data.listed ?? [], wanted) !== undefined) {
    return notNow('There is another appointment at that time now.');
  }
  // Listed before it is there again: an answer to it finds it, whatever happens to us
  await changeAppointments(frontdesk, contact, appointments, (listed) =>
    listed.some((each) => each.id === wanted.id) ? undefined : [...listed, wanted],
  );
  await changeReminder(frontdesk, item, (reminder) => {
    if (!canBeRestored(reminder, nowMs)) return undefined;
    const { deleted, undoUntilMs, ...rest } = replanned(reminder, reminder, nowMs);
    return withAction(rest, actionId);
  });
  await settle(frontdesk, item.key);
  const now = await readReminder(frontdesk, item.key);
  return now === undefined || now.data.deleted
    ? notNow('That was more than ten minutes ago.')
    : { kind: 'done', item: now };
}
