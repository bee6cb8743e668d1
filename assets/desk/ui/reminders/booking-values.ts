import type { ReminderFields } from '../../../../src/desk/contract';
import { isoDayOf, isoTimeOf, wallTimeOf } from '../../../../src/zoned-time';
import { day, timeZone } from '../../data/reminder-days';
import type { Appointment } from '../../lib/reminders';

/** What is written in the fields of an appointment. */
export interface Values {
  readonly phone: string;
  readonly date: string;
  readonly time: string;
  readonly participant: string;
  readonly location: string;
  readonly language: string;
  readonly hours: readonly number[];
}
export type TextField = Exclude<keyof Values, 'hours'>;

export const fresh = (): Values => ({
  phone: '',
  date: day.value,
  time: '',
  participant: '',
  location: '',
  language: '',
  hours: [24],
});

/** On the wall clock of the reminder's own zone, in which it stays. */
export function valuesOf({ data }: Appointment): Values {
  const wall = wallTimeOf(data.appointmentMs, data.timeZone);
  return {
    phone: data.contact,
    date: isoDayOf(wall),
    time: isoTimeOf(wall),
    participant: data.participant ?? '',
    location: data.location ?? '',
    language: data.locale ?? '',
    hours: data.hoursBefore,
  };
}

/** As the desk is asked for it; without a zone it is in that of the reminder itself. */
export function fieldsOf(values: Values, zone: string | undefined): ReminderFields {
  const { phone, date, time, participant, location, language, hours } = values;
  const filled = (text: string) => (text.trim() === '' ? undefined : text);
  return {
    phone,
    date,
    time,
    hoursBefore: hours,
    participant: filled(participant),
    location: filled(location),
    language: filled(language),
    timeZone: zone,
  };
}

const missingWords: Partial<Record<TextField, string>> = {
  phone: 'Who is to be reminded?',
  date: 'Choose the day.',
  time: 'Choose the time.',
};

/** What must be there and is not, by field. */
export function missingIn(values: Values): { field: string; message: string }[] {
  const missing = Object.entries(missingWords).flatMap(([field, message]) =>
    values[field as TextField].trim() === '' ? [{ field, message }] : [],
  );
  return values.hours.length > 0
    ? missing
    : [...missing, { field: 'hoursBefore', message: 'When should they be texted?' }];
}

/** The reminder's own clock shows what ours does. */
export const isSameClock = ({ data }: Appointment): boolean =>
  isoTimeOf(wallTimeOf(data.appointmentMs, data.timeZone)) ===
  isoTimeOf(wallTimeOf(data.appointmentMs, timeZone.value));
