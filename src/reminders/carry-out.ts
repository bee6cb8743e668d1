import { allDone } from '../all-done';
import type { Frontdesk } from '../frontdesk';
import { conflict } from '../twilio/sync-store';
import { afterFailures } from './failures';
import { handOver, recordHanded } from './hand-over';
import { type Reminder, reminderMap, ttlSecondsOf } from './reminder';
import { changeReminder, nextWorkMs, putWork, readReminder, renewListing, type Shelved, unshelved } from './shelf';
import { stillToTakeBack, tryToTakeBackAll } from './take-back';
import { reminderBody } from './wording';

/**
 * Carries out at once what was just written: takes the old texts back while the new ones are handed over, then writes both down. Only for whoever
 * wrote it, and where the texts to be taken back are known by their SIDs. If it ends half-way, a tick settles what is left.
 */
export async function carryOut(frontdesk: Frontdesk, written: Shelved, locale: string): Promise<void> {
  const next = written.data.moved?.as;
  const reminder = next ?? written.data;
  const texts = reminder.texts.filter(({ state }) => state === 'handing');
  const [left, handed, item] = await allDone([
    tryToTakeBackAll(frontdesk, written.data),
    handOver(frontdesk, reminder, texts, reminderBody(frontdesk, reminder, locale)),
    next === undefined ? Promise.resolve(written) : shelve(frontdesk, next),
    renewListing(frontdesk, reminder),
  ]);
  const tidied = (before: Reminder): Reminder => ({
    ...before,
    takeBack: stillToTakeBack(before, left),
    moved: before.moved && { to: before.moved.to },
  });
  if (next === undefined && texts.length + left.size === 0) return;
  const [recorded] = await allDone([
    recordHanded(frontdesk, item, texts, handed, next === undefined ? tidied : undefined),
    next === undefined ? Promise.resolve(undefined) : changeReminder(frontdesk, written, tidied),
  ]);
  if (recorded?.data.texts.some(({ state }) => state === 'failed')) await afterFailures(frontdesk, recorded);
}

/** Puts a reminder under its new id. Until the old one has forgotten it, its work is the old one's. */
async function shelve(frontdesk: Frontdesk, next: Reminder): Promise<Shelved> {
  const workMs = nextWorkMs(next);
  const ttlSeconds = ttlSecondsOf(next, frontdesk.clock.nowMs());
  const [created] = await allDone([
    frontdesk.store.createItem(reminderMap, next.id, next, { ttlSeconds }),
    workMs === undefined ? Promise.resolve() : putWork(frontdesk, workMs, next.id),
  ]);
  if (created !== conflict) return created;
  // A tick was faster. If it is deleted already, what is handed over is taken back
  return (await readReminder(frontdesk, next.id)) ?? unshelved(next);
}
