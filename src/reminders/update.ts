import { allDone } from '../all-done';
import type { Frontdesk } from '../frontdesk';
import { hasOptedOut } from '../opt-outs';
import { languageOf, readPerson, unreachableCode } from '../people';
import { type ApiAnswer, changedMeanwhile, ok, unknownReminder } from './api-answer';
import { type Given, readAppointmentTime, readFields } from './arguments';
import { carryOut } from './carry-out';
import { duplicate, hasStopped, invalidArguments, isTaken, listedAs, sameAmong, unreachable } from './create';
import { isGone, isId, newId, type Reminder, type TakeBack, withAction, withTexts } from './reminder';
import { replanned } from './replan';
import { settle } from './settle';
import { changeAppointments, changeReminder, findReminder, putWork, readAppointments, unlist } from './shelf';
import { noneLeft, takeBackOf } from './take-back';
import { markIn, markOf } from './wording';

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
  if (errors.length > 0) return invalidArguments(errors);

  const moment =
    when?.kind === 'moment' ? when : { instantMs: item.data.appointmentMs, timeZone: timeZone ?? item.data.timeZone };
  const wanted = { ...changed(item.data, given), appointmentMs: moment.instantMs, timeZone: moment.timeZone };
  if (isAsWanted(item.data, wanted)) return updated(item.key);
  const { contact } = wanted;
  const [appointments, optedOut, person, mark] = await allDone([
    readAppointments(frontdesk, contact),
    hasOptedOut(frontdesk, contact),
    readPerson(frontdesk, contact),
    contact === item.data.contact ? Promise.resolve(undefined) : markOf(frontdesk, item.data),
    putWork(frontdesk, nowMs, item.key),
  ]);
  if (optedOut) return hasStopped('update the reminder');
  const deadCode = unreachableCode(person, nowMs);
  if (deadCode !== undefined && contact !== item.data.contact) return unreachable(deadCode);
  const isDirect = (takeBack: readonly TakeBack[]) => deadCode === undefined && areKnown(takeBack);
  const language = languageOf(frontdesk, person);
  const isMoved = wanted.appointmentMs !== item.data.appointmentMs;
  const newest = isMoved ? newId(wanted.appointmentMs) : item.key;
  const entry = listedAs({ ...wanted, id: newest });
  const others = (appointments?.data.listed ?? []).filter((each) => each.id !== item.key);
  const same = sameAmong(others, entry);
  if (same !== undefined) {
    if (await isTaken(frontdesk, contact, same.id)) return duplicate(contact, same.id, 'update the reminder');
    return updateReminder(frontdesk, id, event, actionId);
  }

  // Listed before it is there: an answer to it finds it, whatever happens to us
  await changeAppointments(frontdesk, contact, appointments, (listed) =>
    listed.some((each) => each.id === entry.id && each.whom === entry.whom)
      ? undefined
      : [...listed.filter((each) => each.id !== newest), entry],
  );
  const written = await changeReminder(
    frontdesk,
    item,
    (reminder) => {
      if (isGone(reminder)) return undefined;
      const theirs = mark ?? markIn(reminder, reminder.locale ?? language);
      const takeBack = [...reminder.takeBack, ...takeBackOf(reminder, theirs, nowMs)];
      const planned = replanned(reminder, { ...wanted, id: newest }, nowMs, { handing: isDirect(takeBack) });
      const next = withAction(planned, actionId);
      if (!isMoved) return { ...next, takeBack };
      const moved = { to: newest, as: { ...next, takeBack: [] }, atMs: nowMs };
      return { ...withTexts(reminder, noneLeft), takeBack, moved };
    },
    { notedMs: nowMs },
  );
  if (written === undefined) {
    await unlist(frontdesk, contact, newest);
    const now = await findReminder(frontdesk, item.key);
    return now === undefined || isGone(now.data) ? unknownReminder() : changedMeanwhile();
  }
  const isElsewhere = isMoved || contact !== item.data.contact;
  await allDone([
    isDirect(written.data.takeBack)
      ? carryOut(frontdesk, written, wanted.locale ?? language)
      : settle(frontdesk, item.key, { known: written }),
    isElsewhere ? unlist(frontdesk, item.data.contact, item.key) : Promise.resolve(),
  ]);
  return updated(newest);
}

/** While a text without a SID is looked for, another one with the same words would be found. */
const areKnown = (takeBack: readonly TakeBack[]): boolean =>
  takeBack.every(({ messageSid }) => messageSid !== undefined);

const asked = ({
  contact,
  appointmentMs,
  timeZone,
  locale,
  hoursBefore,
  quietHours,
  location,
  participant,
}: Reminder) =>
  JSON.stringify([contact, appointmentMs, timeZone, locale, hoursBefore, quietHours, location, participant]);

/** Nothing would be another: texts that are on their way need not be made anew. */
const isAsWanted = (reminder: Reminder, wanted: Reminder): boolean =>
  asked(reminder) === asked(wanted) &&
  reminder.optedOutMs === undefined &&
  reminder.texts.every(({ state }) => state !== 'failed' && state !== 'canceled');

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
