import { allDone } from '../all-done';
import type { Frontdesk } from '../frontdesk';
import { conflict } from '../twilio/sync-store';
import { type Reminder, type ReminderText, reminderMap, type TakeBack, timeOf, withTexts } from './reminder';
import { noteDeleted, readKey } from './request-keys';
import {
  changeReminder,
  forgottenMs,
  handingLastsMs,
  readAppointments,
  readReminder,
  type Shelved,
  unlist,
} from './shelf';

/** A Function lives 10 s, so what it began to hand over was created by then. */
const creationLastsMs = 15_000;

/** Statuses of a text that has not left Twilio. */
const notLeft: readonly string[] = ['scheduled', 'accepted'];

export const isUnsent = ({ state }: ReminderText): boolean => state === 'scheduled' || state === 'handing';

/** What has to be taken back so that none of the unsent texts arrives. */
export const takeBackOf = ({ contact, texts }: Reminder, mark: string, nowMs: number): TakeBack[] =>
  texts
    .filter(isUnsent)
    .map(({ messageSid, sinceMs = nowMs }) => ({ to: contact, mark, messageSid, sinceMs, atMs: nowMs }));

/** The texts when no further one is to be sent. */
export const noneLeft = (text: ReminderText): ReminderText =>
  isUnsent(text) || text.state === 'waiting' ? { ...text, state: 'canceled' } : text;

const noSids: ReadonlySet<string> = new Set();

const sidsOf = ({ texts }: Reminder): string[] =>
  texts.flatMap(({ messageSid, tried = [] }) => [messageSid ?? '', ...tried]);

/** Texts that are no strays: of the reminder itself, and of the phone's others for the same time, which say the same. */
async function knownSids(frontdesk: Frontdesk, reminder: Reminder): Promise<ReadonlySet<string>> {
  const appointments = await readAppointments(frontdesk, reminder.contact);
  const others = (appointments?.data.listed ?? []).filter(
    ({ id }) => id !== reminder.id && timeOf(id) === reminder.appointmentMs,
  );
  const items = await Promise.all(others.map(({ id }) => readReminder(frontdesk, id)));
  return new Set([...sidsOf(reminder), ...items.flatMap((item) => (item ? sidsOf(item.data) : []))]);
}

/** Takes one text back, and answers what is still to be done: undefined when Twilio has confirmed that nothing is. */
async function tryToTakeBack(
  frontdesk: Frontdesk,
  reminder: Reminder,
  wanted: TakeBack,
): Promise<TakeBack | undefined> {
  const nowMs = frontdesk.clock.nowMs();
  try {
    if (wanted.messageSid !== undefined) {
      await frontdesk.queue.cancel(wanted.messageSid);
      return undefined;
    }
    const { to, mark, sinceMs } = wanted;
    const found = await frontdesk.queue.find({ to, saying: mark, fromMs: sinceMs, untilMs: sinceMs + creationLastsMs });
    const unsent = found.filter(({ status }) => notLeft.includes(status));
    const known = unsent.length === 0 ? noSids : await knownSids(frontdesk, reminder);
    const strays = unsent.filter(({ messageSid }) => !known.has(messageSid));
    await Promise.all(strays.map(({ messageSid }) => frontdesk.queue.cancel(messageSid)));
    // Until then, whoever began to hand it over may still be at it
    return nowMs >= sinceMs + handingLastsMs ? undefined : { ...wanted, atMs: sinceMs + handingLastsMs };
  } catch (error) {
    frontdesk.log('reminder-not-taken-back', { messageSid: wanted.messageSid, error });
    return { ...wanted, atMs: nowMs + handingLastsMs };
  }
}

/** What a Function that died handed over: found again, and taken back where that is still possible. Answers what has left already. */
export async function leftAlready(
  frontdesk: Frontdesk,
  reminder: Reminder,
  sinceMs: number,
  mark: string,
): Promise<string[]> {
  const found = await frontdesk.queue.find({
    to: reminder.contact,
    saying: mark,
    fromMs: sinceMs,
    untilMs: sinceMs + creationLastsMs,
  });
  const known = found.length === 0 ? noSids : await knownSids(frontdesk, reminder);
  const strays = found.filter(({ messageSid }) => !known.has(messageSid));
  const after = await Promise.all(
    strays.map(async ({ messageSid, status }) => ({
      messageSid,
      status: notLeft.includes(status) ? await frontdesk.queue.cancel(messageSid) : status,
    })),
  );
  const out = ['queued', 'sending', 'sent', 'delivered', 'read', 'partially_delivered'];
  return after.flatMap(({ messageSid, status }) => (status && out.includes(status) ? [messageSid] : []));
}

/** A reminder that is gone as soon as its texts are taken back. */
export const withdrawn = (reminder: Reminder, mark: string, nowMs: number): Reminder => ({
  ...withTexts(reminder, noneLeft),
  draft: undefined,
  requestKey: reminder.draft ? undefined : reminder.requestKey,
  deleted: true,
  takeBack: [...reminder.takeBack, ...takeBackOf(reminder, mark, nowMs)],
});

/** What is still to be done of what was tried, each by its key: undefined when it is done. */
type TakenBack = ReadonlyMap<string, TakeBack | undefined>;

/** Takes back what is due. */
export async function tryToTakeBackAll(frontdesk: Frontdesk, reminder: Reminder): Promise<TakenBack> {
  const nowMs = frontdesk.clock.nowMs();
  const due = reminder.takeBack.filter(({ atMs }) => atMs <= nowMs);
  const tried = due.map(async (each) => [keyOf(each), await tryToTakeBack(frontdesk, reminder, each)] as const);
  return new Map(await Promise.all(tried));
}

export const stillToTakeBack = ({ takeBack }: Reminder, left: TakenBack): TakeBack[] =>
  takeBack.flatMap((each) => (left.has(keyOf(each)) ? (left.get(keyOf(each)) ?? []) : each));

/** Takes back what is due; a deleted reminder of which nothing is left is removed. Answers it as it is then. */
export async function takeBackTexts(frontdesk: Frontdesk, item: Shelved): Promise<Shelved | undefined> {
  const nowMs = frontdesk.clock.nowMs();
  const { contact, deleted, requestKey } = item.data;
  const [left, appointments, madeUnder] = await allDone([
    tryToTakeBackAll(frontdesk, item.data),
    deleted ? readAppointments(frontdesk, contact) : Promise.resolve(undefined),
    deleted ? readKey(frontdesk, requestKey) : Promise.resolve(undefined),
  ]);
  const isDone = ({ deleted, undoUntilMs }: Reminder, takeBack: readonly TakeBack[]) =>
    deleted && takeBack.length === 0 && !(undoUntilMs !== undefined && nowMs < forgottenMs(undoUntilMs));
  const remove = async ({ key, data, revision }: Shelved) => {
    await allDone([unlist(frontdesk, data.contact, key, appointments), noteDeleted(frontdesk, madeUnder)]);
    return frontdesk.store.removeItem(reminderMap, key, revision);
  };
  // What is to be removed need not be written before
  if (isDone(item.data, stillToTakeBack(item.data, left)) && (await remove(item)) !== conflict) return undefined;
  let changed: Shelved | undefined = item;
  if (left.size > 0) {
    changed = await changeReminder(frontdesk, item, (reminder) => ({
      ...reminder,
      takeBack: stillToTakeBack(reminder, left),
    }));
  }
  if (changed === undefined || !isDone(changed.data, changed.data.takeBack)) return changed;
  await remove(changed);
  return undefined;
}

const keyOf = ({ messageSid, sinceMs, mark }: Reminder['takeBack'][number]) => messageSid ?? `${sinceMs} ${mark}`;
