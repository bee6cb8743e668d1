import { allDone } from '../all-done';
import type { Frontdesk } from '../frontdesk';
import { hasOptedOut } from '../opt-outs';
import { type ApiAnswer, ok, unknownReminder } from './api-answer';
import { type Given, readAppointmentTime, readFields } from './arguments';
import { duplicate, hasStopped, invalid, listedAs, sameAmong } from './create';
import { planTexts } from './plan';
import { isGone, isId, newId, type Reminder, type ReminderText, withAction, withTexts } from './reminder';
import { settle } from './settle';
import { changeAppointments, changeReminder, findReminder, readAppointments, unlist } from './shelf';
import { noneLeft, takeBackOf } from './take-back';
import { markOf } from './wording';

/**
 * Changes a reminder: what is not given stays. Texts that Twilio has are taken back and made anew, because they cannot be edited. Another time
 * means another id; the old one goes on leading to it.
 */
export async function updateReminder(
  frontdesk: Frontdesk,
  id: string | undefined,
  event: Readonly<Record<string, unknown>>,
  actionId?: string,
): Promise<ApiAnswer> {
  const item = id !== undefined && isId(id) ? await findReminder(frontdesk, id) : undefined;
  if (item === undefined || isGone(item.data)) return unknownReminder();
  if (actionId !== undefined && item.data.actions?.includes(actionId)) return updated(item.key);
  const nowMs = frontdesk.clock.nowMs();
  const { given, errors } = readFields(event);
  const timeZone = given.timeZone === null ? undefined : (given.timeZone ?? item.data.timeZone);
  const when =
    given.appointmentTime === undefined
      ? undefined
      : readAppointmentTime(
          given.appointmentTime,
          hasOffset(given.appointmentTime) ? (given.timeZone ?? undefined) : timeZone,
          nowMs,
        );
  if (when?.kind === 'wrong') errors.push({ field: 'appointment_time', message: when.message });
  if (when === undefined && item.data.appointmentMs <= nowMs) {
    errors.push({ field: 'appointment_time', message: 'is over; give a new one' });
  }
  if (errors.length > 0) return invalid(errors);

  const moment =
    when?.kind === 'moment' ? when : { instantMs: item.data.appointmentMs, timeZone: timeZone ?? item.data.timeZone };
  const wanted = { ...changed(item.data, given), appointmentMs: moment.instantMs, timeZone: moment.timeZone };
  const [appointments, optedOut, mark] = await allDone([
    readAppointments(frontdesk, wanted.contact),
    hasOptedOut(frontdesk, wanted.contact),
    markOf(frontdesk, item.data),
  ]);
  if (optedOut) return hasStopped();
  const isMoved = wanted.appointmentMs !== item.data.appointmentMs;
  const newest = isMoved ? newId(wanted.appointmentMs) : item.key;
  const others = (appointments?.data.listed ?? []).filter((each) => each.id !== item.key);
  const same = sameAmong(others, listedAs({ ...wanted, id: newest }));
  if (same !== undefined) return duplicate(wanted.contact, same.id, 'update the reminder');

  // Listed before it is there: an answer to it finds it, whatever happens to us
  const entry = listedAs({ ...wanted, id: newest });
  await changeAppointments(frontdesk, wanted.contact, appointments, (listed) =>
    listed.some(({ id, whom }) => id === entry.id && whom === entry.whom)
      ? undefined
      : [...listed.filter((each) => each.id !== newest), entry],
  );
  const written = await changeReminder(frontdesk, item, (reminder) => {
    if (isGone(reminder)) return undefined;
    const taken = [...reminder.takeBack, ...takeBackOf(reminder, mark, nowMs)];
    const next = withAction(replanned(reminder, { ...wanted, id: newest }, nowMs), actionId);
    if (!isMoved) return { ...next, takeBack: taken };
    return { ...withTexts(reminder, noneLeft), takeBack: taken, moved: { to: newest, as: { ...next, takeBack: [] } } };
  });
  if (written === undefined) return unknownReminder();
  const isElsewhere = isMoved || wanted.contact !== item.data.contact;
  await allDone([
    settle(frontdesk, item.key, { known: written }),
    isElsewhere ? unlist(frontdesk, item.data.contact, item.key) : Promise.resolve(),
  ]);
  return updated(newest);
}

const updated = (id: string): ApiAnswer =>
  ok({ message: `Successfully updated reminder with id ${id}.`, reminder_id: id });

const hasOffset = (text: string): boolean => /(?:z|[+-]\d{2}(?::?\d{2})?)$/i.test(text.slice('2027-01-31'.length));

/** undefined stays as it is, null takes it away. */
function changed(reminder: Reminder, given: Given): Reminder {
  const pick = <T>(value: T | null | undefined, known: T | undefined) =>
    value === null ? undefined : (value ?? known);
  return {
    ...reminder,
    contact: given.contact ?? reminder.contact,
    hoursBefore: given.hoursBefore ?? reminder.hoursBefore,
    location: pick(given.location, reminder.location),
    participant: pick(given.participant, reminder.participant),
    locale: pick(given.locale, reminder.locale),
    quietHours: pick(given.quietHours, reminder.quietHours),
  };
}

const isDone = ({ state }: ReminderText): boolean => state === 'sent' || state === 'delivered';

/** The reminder with new texts. Whoever was reminded of the same appointment already is not reminded again at once. */
export function replanned(reminder: Reminder, wanted: Reminder, nowMs: number): Reminder {
  const isSame = (['appointmentMs', 'contact', 'location', 'participant', 'timeZone'] as const).every(
    (name) => reminder[name] === wanted[name],
  );
  const done = isSame ? reminder.texts.filter(isDone) : [];
  const planned = planTexts(wanted, nowMs, reminder.nextNo)
    .filter(({ dueMs }) => done.length === 0 || dueMs > nowMs)
    .map(
      ({ sinceMs, ...text }): ReminderText =>
        text.state === 'handing' ? { ...text, state: 'waiting', notBeforeMs: nowMs } : text,
    );
  const isSameAppointment = wanted.appointmentMs === reminder.appointmentMs && wanted.contact === reminder.contact;
  const { answer, askedMs, unclear, wish } = isSameAppointment ? reminder : {};
  return {
    ...wanted,
    answer,
    askedMs,
    unclear,
    wish,
    staff: undefined,
    optedOutMs: undefined,
    texts: [...done, ...planned],
    nextNo: reminder.nextNo + wanted.hoursBefore.length,
  };
}
