import * as v from 'valibot';
import { exactNumber } from '../numbers';
import type { E164 } from '../phone';
import { localeNamed } from './locales';
import { parseMoment, type QuietHours, zoneNamed } from './times';

export interface FieldError {
  field: string;
  message: string;
}

export const limits = {
  location: 128, // characters
  participant: 256,
  hoursBefore: 366 * 24,
  windows: 5,
} as const;

/** The original's words for what has to be given. */
export const requiredArguments =
  "Required arguments: 'contact_number' (str), 'appointment_time' (str) eg. '2016-01-01T13:00+02:00', 'notify_window' (int)";

const parsed = <I, O>(parse: (value: I) => O | undefined, message: string) =>
  v.rawTransform<I, O>(({ dataset, addIssue, NEVER }) => {
    const value = parse(dataset.value);
    if (value !== undefined) return value;
    addIssue({ message });
    return NEVER;
  });

const contactMessage = 'must be 11 digits like 12025550123, or + and all digits with the country code';
const contactOf = (value: string | number): E164 | undefined => {
  const text = String(value).trim();
  return exactNumber(/^1\d{10}$/.test(text) ? `+${text}` : text);
};

const windowMessage = `must be whole hours from 1 to ${limits.hoursBefore}, or a list of at most ${limits.windows} of them`;
const hoursOf = (value: unknown): number | undefined => {
  const isText = typeof value === 'string' && /^\d{1,5}$/.test(value.trim());
  const hours = isText ? Number(value) : value;
  const fits = typeof hours === 'number' && Number.isInteger(hours) && hours >= 1 && hours <= limits.hoursBefore;
  return fits ? hours : undefined;
};
const windowsOf = (value: unknown): number[] | undefined => {
  const given = typeof value === 'string' ? value.split(',') : [value].flat();
  const hours = given.map(hoursOf).filter((each) => each !== undefined);
  const fits = hours.length === given.length && hours.length >= 1 && hours.length <= limits.windows;
  return fits ? [...new Set(hours)].sort((a, b) => b - a) : undefined;
};

const timeOfDay = /^([01]\d|2[0-3]):[0-5]\d$/;
const TimeOfDay = v.pipe(v.string(), v.regex(timeOfDay));
const QuietObject = v.object({ from: TimeOfDay, to: TimeOfDay });
const quietOf = (value: unknown): QuietHours | undefined => {
  const [from, to, ...more] = typeof value === 'string' ? value.split('-').map((each) => each.trim()) : [];
  if (more.length > 0) return undefined;
  const result = v.safeParse(QuietObject, typeof value === 'string' ? { from, to } : value);
  return result.success ? result.output : undefined;
};

// What the original's documentation does not allow in a location
const notInLocation = /[|\-*/<>,=()]/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const controls = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/;
const line = (longest: number) =>
  v.pipe(
    v.string('must be a text'),
    v.trim(),
    // An emoji is one character, as in the OpenAPI document
    v.check((text) => [...text].length <= longest, `must be at most ${longest} characters`),
    v.check((text) => !controls.test(text), 'must be one line without control characters'),
  );

const fields = {
  contact_number: v.pipe(v.union([v.string(), v.number()], contactMessage), parsed(contactOf, contactMessage)),
  appointment_time: v.pipe(v.string('must be a text'), v.trim(), v.maxLength(64, 'is not a time')),
  notify_window: v.pipe(v.unknown(), parsed(windowsOf, windowMessage)),
  location: v.pipe(
    line(limits.location),
    v.check((text) => !notInLocation.test(text), 'must not contain any of | - * / < > , = ( )'),
  ),
  participant: line(limits.participant),
  language: v.pipe(v.string('must be a text'), parsed(localeNamed, "is not a language like 'en_us' or 'pt-BR'")),
  time_zone: v.pipe(
    v.string('must be a text'),
    v.trim(),
    parsed(zoneNamed, "is not a time zone like 'America/New_York'"),
  ),
  quiet_hours: v.pipe(
    v.unknown(),
    parsed(
      quietOf,
      "must be {from, to} or '21:00-08:00': from when to when nobody is texted, in the appointment's zone",
    ),
  ),
};
type Field = keyof typeof fields;
const names = Object.keys(fields) as Field[];
export const required = ['contact_number', 'appointment_time', 'notify_window'] as const;

/** What was given, each as it is used. null: take it away. */
export interface Given {
  contact?: E164;
  /** As it was written: what it means depends on the zone. */
  appointmentTime?: string;
  hoursBefore?: readonly number[];
  location?: string | null;
  participant?: string | null;
  locale?: string | null;
  timeZone?: string | null;
  quietHours?: QuietHours | null;
}

const asGiven: Readonly<Record<Field, keyof Given>> = {
  contact_number: 'contact',
  appointment_time: 'appointmentTime',
  notify_window: 'hoursBefore',
  location: 'location',
  participant: 'participant',
  language: 'locale',
  time_zone: 'timeZone',
  quiet_hours: 'quietHours',
};

const isBlank = (value: unknown): boolean => typeof value === 'string' && value.trim() === '';

/** Reads all fields that are there, and says all that is wrong with them. */
export function readFields(event: Readonly<Record<string, unknown>>): { given: Given; errors: FieldError[] } {
  const errors: FieldError[] = [];
  const given: Record<string, unknown> = {};
  for (const field of names) {
    const value = Object.hasOwn(event, field) ? event[field] : undefined;
    if (value === undefined) continue;
    const isRequired = required.some((name) => name === field);
    if (!isRequired && (value === null || isBlank(value))) {
      given[asGiven[field]] = null;
      continue;
    }
    const result = v.safeParse(fields[field] as v.GenericSchema<unknown, unknown>, value);
    if (result.success) given[asGiven[field]] = result.output;
    else errors.push({ field, message: result.issues[0].message });
  }
  return { given: given as Given, errors };
}

export type WhenGiven = { kind: 'moment'; instantMs: number; timeZone: string } | { kind: 'wrong'; message: string };

/** When the appointment is; it has to be ahead. */
export function readAppointmentTime(text: string, timeZone: string | undefined, nowMs: number): WhenGiven {
  const read = parseMoment(text, timeZone);
  if (read.kind === 'unreadable') return wrong("is not a time like '2027-01-31T13:00+02:00'");
  if (read.kind === 'no-zone') return wrong("needs an offset like '+02:00' or 'Z', or a time_zone beside it");
  if (read.moment.instantMs <= nowMs) return wrong('must be in the future');
  return { kind: 'moment', ...read.moment };
}

const wrong = (message: string): WhenGiven => ({ kind: 'wrong', message });
