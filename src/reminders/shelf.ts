import type { Frontdesk } from '../frontdesk';
import { digitsOf, type E164 } from '../phone';
import { conflict, type MapItem, type Versioned, writeDocument } from '../twilio/sync-store';
import { handOverMs } from './plan';
import {
  isGone,
  keptSeconds,
  type Reminder,
  type ReminderText,
  reminderMap,
  timeDigits,
  timeOf,
  ttlAfter,
  ttlSecondsOf,
} from './reminder';

export type Shelved = MapItem<Reminder>;

/** Whoever began to hand a text over and has not finished by then is dead: a Function lives 10 s. */
export const handingLastsMs = 60_000;

export const readReminder = ({ store }: Frontdesk, id: string): Promise<Shelved | undefined> =>
  store.readItem<Reminder>(reminderMap, id);

/** A reminder that somebody is about to put under its id: no revision fits, so whoever changes it finds out what has become of it. */
export const unshelved = (data: Reminder): Shelved => ({ key: data.id, data, revision: 'not-there' });

const MOST_MOVES = 20;

/** The reminder, by its own id or by one that it had before its time was changed. */
export async function findReminder(frontdesk: Frontdesk, id: string): Promise<Shelved | undefined> {
  let item = await readReminder(frontdesk, id);
  for (let moves = 0; item?.data.moved !== undefined && moves < MOST_MOVES; moves += 1) {
    const { to, as } = item.data.moved;
    item = (await readReminder(frontdesk, to)) ?? (as && unshelved(as));
  }
  return item;
}

/** Whoever began to undo it in time has finished by then, or is dead. */
export const forgottenMs = (undoUntilMs: number): number => undoUntilMs + handingLastsMs;

/** The next time that something has to be done for it. */
export function nextWorkMs(reminder: Reminder): number | undefined {
  const times = reminder.takeBack.map(({ atMs }) => atMs);
  if (reminder.draft) times.push(reminder.createdMs + handingLastsMs);
  if (reminder.moved?.as) times.push(reminder.moved.atMs ?? 0);
  if (reminder.deleted && reminder.undoUntilMs !== undefined) times.push(forgottenMs(reminder.undoUntilMs));
  for (const { state, dueMs, notBeforeMs, sinceMs = 0 } of reminder.texts) {
    if (isGone(reminder)) break;
    if (state === 'failed' && !reminder.staff?.told)
      times.push(reminder.staff === undefined ? dueMs : reminder.staff.sinceMs + handingLastsMs);
    if (state === 'waiting') times.push(notBeforeMs ?? handOverMs(dueMs));
    if (state === 'handing') times.push(sinceMs + handingLastsMs);
  }
  return times.length === 0 ? undefined : Math.min(...times);
}

/** So long after a text was to leave, Twilio is asked what became of it if no callback has told. */
export const callbackLastsMs = 10 * 60_000;

/** Whether Twilio has it, or had it, and nobody knows how that ended. */
export const isOpenEnded = ({ state }: ReminderText): boolean => state === 'scheduled' || state === 'sent';

/** When it leaves, or left: a second try is handed over after its first one was due. */
export const leavesMs = ({ dueMs, sinceMs = 0 }: ReminderText): number => Math.max(dueMs, sinceMs);

/** The next time that Twilio has to be asked about a text: each time after twice as long, since not every carrier reports; never after the appointment. */
export function nextCheckMs(reminder: Reminder, nowMs: number): number | undefined {
  if (isGone(reminder) || nowMs >= reminder.appointmentMs) return undefined;
  const times = reminder.texts.filter(isOpenEnded).map((text) => {
    const sinceMs = nowMs - leavesMs(text);
    return sinceMs < callbackLastsMs ? leavesMs(text) + callbackLastsMs : nowMs + sinceMs;
  });
  return times.length === 0 ? undefined : Math.min(...times);
}

/** Map of what is to be done, by time: `<when>.<reminder id>`. It is written before whatever makes it necessary, and removed after it was done. */
export const workMap = 'reminder-work';
export const workKey = (atMs: number, about: string): string => `${timeDigits(atMs)}.${about}`;

export async function putWork({ store }: Frontdesk, atMs: number, about: string): Promise<void> {
  await store.createItem(workMap, workKey(atMs, about), {}, { lasting: true }); // a conflict: it is there already
}

const ATTEMPTS = 6;

export interface ChangeOptions {
  /** Work for this time has been noted already. */
  notedMs?: number;
  /** A piece of work stands for it until whoever holds it has noted what is to come: a tick removes its pieces last. */
  isNoted?: boolean;
}

/**
 * Changes a reminder by revision, beginning with what was seen; what has to be done for it afterwards is noted first. Answers the reminder as it
 * is then; undefined when it is gone, or when `change` answers undefined for what it finds.
 */
export async function changeReminder(
  frontdesk: Frontdesk,
  seen: Shelved,
  change: (reminder: Reminder) => Reminder | undefined,
  { isNoted = false, notedMs }: ChangeOptions = {},
): Promise<Shelved | undefined> {
  let item: Shelved | undefined = seen;
  for (let attempt = 0; item !== undefined && attempt < ATTEMPTS; attempt += 1) {
    const changed = change(item.data);
    if (changed === undefined) return undefined;
    const workMs = nextWorkMs(changed);
    const isKnown = isNoted || workMs === notedMs || workMs === nextWorkMs(item.data);
    if (workMs !== undefined && !isKnown) await putWork(frontdesk, workMs, item.key);
    const written = await writeReminder(frontdesk, item, changed);
    if (written !== conflict) return written;
    item = await readReminder(frontdesk, seen.key);
  }
  if (item === undefined) return undefined;
  throw new Error(`Reminder ${seen.key} was written by others ${ATTEMPTS} times in a row`);
}

export const writeReminder = ({ store, clock }: Frontdesk, item: Shelved, changed: Reminder) =>
  store.updateItem(reminderMap, item.key, changed, item.revision, { ttlSeconds: ttlSecondsOf(changed, clock.nowMs()) });

/** Document `appointments.<digits>`: a phone's reminders, soonest first. */
export interface Appointments {
  listed: readonly ListedAppointment[];
}

export interface ListedAppointment {
  id: string;
  /** Tells two appointments at the same time apart: whom they are with. */
  whom: string;
}

export const appointmentsDocument = (number: E164) => `appointments.${digitsOf(number)}`;

export const readAppointments = ({ store }: Frontdesk, number: E164): Promise<Versioned<Appointments> | undefined> =>
  store.readDocument<Appointments>(appointmentsDocument(number));

/** So many reminders of a phone are listed, open ones first; a Document holds 16 KiB. */
export const mostAppointments = 100;

export const openAmong = (appointments: Versioned<Appointments> | undefined, nowMs: number): ListedAppointment[] =>
  (appointments?.data.listed ?? []).filter(({ id }) => timeOf(id) > nowMs);

const byTime = (a: ListedAppointment, b: ListedAppointment) => (a.id < b.id ? -1 : 1);

/** As long as the last of the listed reminders is kept. */
const listTtlSeconds = (listed: readonly ListedAppointment[], nowMs: number): number =>
  ttlAfter(Math.max(nowMs, ...listed.map(({ id }) => timeOf(id))), keptSeconds, nowMs);

/** Changes a phone's list by revision. `change` answers undefined when there is nothing to write. */
export async function changeAppointments(
  frontdesk: Frontdesk,
  number: E164,
  seen: Versioned<Appointments> | undefined,
  change: (listed: readonly ListedAppointment[]) => readonly ListedAppointment[] | undefined,
): Promise<void> {
  let known = seen;
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const changed = change(known?.data.listed ?? []);
    if (changed === undefined) return;
    const nowMs = frontdesk.clock.nowMs();
    const listed = changed
      .filter(({ id }) => timeOf(id) + keptSeconds * 1000 > nowMs)
      .sort(byTime)
      .slice(-mostAppointments);
    const ttlSeconds = listTtlSeconds(listed, nowMs);
    const written = await writeDocument(
      frontdesk.store,
      appointmentsDocument(number),
      known,
      { listed },
      { ttlSeconds },
    );
    if (written !== conflict) return;
    known = await readAppointments(frontdesk, number);
  }
  throw new Error(`The appointments of a phone were written by others ${ATTEMPTS} times in a row`);
}

/** Gives the list of a phone its time, where a reminder lay further ahead than Sync could count when it was listed. */
export async function renewListing(
  frontdesk: Frontdesk,
  { contact, appointmentMs, createdMs }: Reminder,
): Promise<void> {
  if (ttlAfter(appointmentMs, keptSeconds, createdMs) !== 0) return;
  await changeAppointments(frontdesk, contact, await readAppointments(frontdesk, contact), (listed) => listed);
}

export async function unlist(
  frontdesk: Frontdesk,
  number: E164,
  id: string,
  seen?: Versioned<Appointments>,
): Promise<void> {
  const appointments = seen ?? (await readAppointments(frontdesk, number));
  await changeAppointments(frontdesk, number, appointments, (listed) =>
    listed.some((each) => each.id === id) ? listed.filter((each) => each.id !== id) : undefined,
  );
}
