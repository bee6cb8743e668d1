import type { Frontdesk } from '../frontdesk';
import { segmentsOf } from '../messages/segments';
import { type E164, isE164 } from '../phone';
import { createReminder, invalid } from '../reminders/create';
import { replayedHeader } from '../reminders/idempotency';
import { readNewReminder } from '../reminders/new-reminder';
import { digest, isGone } from '../reminders/reminder';
import { findReminder, readAppointments, readReminder } from '../reminders/shelf';
import { updateReminder } from '../reminders/update';
import { localeOf, reminderBody } from '../reminders/wording';
import { fixedOffsetMs } from '../zoned-time';
import { type DeskAnswer, failed, fine } from './answer';
import type { FoundReminders, ReminderFields, ReminderPreview } from './contract';
import { fieldsOf, staffDoor } from './door';
import { gone, noteReminder, refusedBy, shown, taken } from './reminder-answers';
import { createReminderFields, findRemindersFields, previewFields, updateReminderFields } from './reminder-fields';
import { typedPhone } from './typed-phone';

// Apart from the presses: the numbers of the world are most of its bundle.

const wrong = (field: string, message: string): DeskAnswer => failed(400, message, { errors: [{ field, message }] });

async function phoneOf(frontdesk: Frontdesk, typed: string): Promise<{ phone: E164 } | { refused: DeskAnswer }> {
  const phone = await typedPhone(frontdesk, typed);
  if (phone === undefined)
    return { refused: wrong('phone', 'This is not a phone number. Write it like (202) 555-0123 or +44 20 7946 0000.') };
  if (phone === frontdesk.config.twilioNumber) return { refused: wrong('phone', 'This is our own number.') };
  return { phone };
}

const isOffset = (timeZone: string): boolean => fixedOffsetMs(timeZone) !== undefined;

type Form = Omit<Partial<ReminderFields>, 'hoursBefore' | 'phone'> & { hoursBefore: unknown };

/** The form as the API's arguments: one path for both. null takes away what a reminder had. */
const argumentsOf = (phone: E164, form: Form, timeZone: string | undefined) => ({
  contact_number: phone,
  ...(timeZone !== undefined && isOffset(timeZone)
    ? { appointment_time: `${form.date}T${form.time}${timeZone}` }
    : { appointment_time: `${form.date}T${form.time}`, ...(timeZone !== undefined && { time_zone: timeZone }) }),
  notify_window: form.hoursBefore,
  location: form.location ?? null,
  participant: form.participant ?? null,
  language: form.language ?? null,
});

export const createDoor = staffDoor(async ({ frontdesk, event, session }) => {
  const fields = fieldsOf(event, createReminderFields);
  if ('refused' in fields) return fields.refused;
  const { actionId, phone: typed, ...form } = fields.input;
  const known = await phoneOf(frontdesk, typed);
  if ('refused' in known) return known.refused;
  const given = argumentsOf(known.phone, form, frontdesk.config.timeZone ?? form.timeZone);
  const requestKey = { name: digest(`desk ${actionId}`), fingerprint: digest(JSON.stringify(given)) };
  const answer = await createReminder(frontdesk, given, requestKey);
  if (answer.status !== 200) return refusedBy(answer);
  const made = await taken(frontdesk, answer, 201);
  const { reminder_id: id } = answer.body as { reminder_id: string };
  if (answer.headers?.[replayedHeader] === undefined) {
    await noteReminder(frontdesk, session, { actionId, what: 'booked', reminder: { id, contact: known.phone } });
  }
  return made;
});

export const updateDoor = staffDoor(async ({ frontdesk, event, session }) => {
  const fields = fieldsOf(event, updateReminderFields);
  if ('refused' in fields) return fields.refused;
  const { actionId, id, phone: typed, ...form } = fields.input;
  // A number that stays as it is need not be one that we would take today
  const known = isE164(typed) ? { phone: typed } : await phoneOf(frontdesk, typed);
  if ('refused' in known) return known.refused;
  const before = await findReminder(frontdesk, id);
  if (before === undefined || isGone(before.data)) return gone();
  const hasActed = before.data.actions?.includes(actionId) === true;
  const given = argumentsOf(known.phone, form, form.timeZone);
  const answer = await updateReminder(frontdesk, before.key, given, actionId);
  if (answer.status !== 200) return refusedBy(answer);
  const { reminder_id: newest } = answer.body as { reminder_id: string };
  if (!hasActed) {
    await noteReminder(frontdesk, session, {
      actionId,
      what: 'changed',
      reminder: { id: newest, contact: known.phone },
    });
  }
  return taken(frontdesk, answer);
});

/** The words that would go out, by the same code that sends them. Nothing is stored. */
export const previewDoor = staffDoor(async ({ frontdesk, event }) => {
  const fields = fieldsOf(event, previewFields);
  if ('refused' in fields) return fields.refused;
  const { phone: typed, ...form } = fields.input;
  const { config, clock } = frontdesk;
  const known = typed === undefined ? undefined : await phoneOf(frontdesk, typed);
  if (known !== undefined && 'refused' in known) return known.refused;
  const [anyPhone = '+12025550100' as E164] = config.adminNumbers;
  const nowMs = clock.nowMs();
  const read = readNewReminder(argumentsOf(known?.phone ?? anyPhone, form, form.timeZone ?? config.timeZone), nowMs);
  if (read.kind === 'wrong') return refusedBy(invalid(read.errors));
  const { reminder: draft } = read;
  const locale = known === undefined ? (draft.locale ?? config.defaultLanguage) : await localeOf(frontdesk, draft);
  const body = reminderBody(frontdesk, draft, locale);
  return fine({
    body,
    ...segmentsOf(body),
    texts: draft.texts.map(({ hoursBefore, dueMs, state }) => ({
      hoursBefore,
      dueMs,
      goes: state === 'skipped' ? 'skipped' : dueMs <= nowMs ? 'now' : 'later',
    })),
  } satisfies ReminderPreview);
});

const mostFound = 50;

/** A phone's reminders, whenever they are: a call that says 'I cannot come' names no day. */
export const findDoor = staffDoor(async ({ frontdesk, event }) => {
  const fields = fieldsOf(event, findRemindersFields);
  if ('refused' in fields) return fields.refused;
  const known = await phoneOf(frontdesk, fields.input.phone);
  if ('refused' in known) return known.refused;
  const listed = (await readAppointments(frontdesk, known.phone))?.data.listed ?? [];
  const items = await Promise.all(listed.slice(-mostFound).map(({ id }) => readReminder(frontdesk, id)));
  const reminders = items.flatMap((item) => (item && !isGone(item.data) ? [shown(item)] : []));
  return fine({ reminders } satisfies FoundReminders);
});
