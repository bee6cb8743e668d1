import { type FieldError, readAppointmentTime, readFields, required } from './arguments';
import { planTexts } from './plan';
import { newId, type Reminder } from './reminder';

export type NewReminder = { kind: 'reminder'; reminder: Reminder } | { kind: 'wrong'; errors: readonly FieldError[] }; // all that is wrong

/** The reminder that the arguments ask for, with its texts planned from `nowMs` on; nothing is stored. */
export function readNewReminder(event: Readonly<Record<string, unknown>>, nowMs: number): NewReminder {
  const { given, errors } = readFields(event);
  const missing = required.filter((field) => event[field] === undefined || event[field] === null);
  const allErrors: FieldError[] = [
    ...missing.map((field) => ({ field, message: 'is required' })),
    ...errors.filter(({ field }) => !missing.some((name) => name === field)),
  ];
  const { contact, appointmentTime, hoursBefore, timeZone } = given;
  const when =
    appointmentTime === undefined ? undefined : readAppointmentTime(appointmentTime, timeZone ?? undefined, nowMs);
  if (when?.kind === 'wrong') allErrors.push({ field: 'appointment_time', message: when.message });
  if (allErrors.length > 0 || contact === undefined || hoursBefore === undefined || when?.kind !== 'moment') {
    return { kind: 'wrong', errors: allErrors };
  }
  const plan = {
    appointmentMs: when.instantMs,
    timeZone: when.timeZone,
    hoursBefore,
    quietHours: given.quietHours ?? undefined,
  };
  const texts = planTexts(plan, nowMs, 0);
  const reminder: Reminder = {
    id: newId(when.instantMs),
    contact,
    ...plan,
    locale: given.locale ?? undefined,
    location: given.location ?? undefined,
    participant: given.participant ?? undefined,
    createdMs: nowMs,
    texts,
    nextNo: texts.length,
    takeBack: [],
  };
  return { kind: 'reminder', reminder };
}
