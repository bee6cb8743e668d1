import type ICAL from 'ical.js';
import { findPhoneNumbersInText } from 'libphonenumber-js/min';
import { isE164, masked } from '../../../src/phone';
import type { FieldError } from '../../../src/reminders/arguments';
import type { Fields, Reading } from '../line';
import { readPhone } from '../phone-in-file';

/** What an event says of whom, where and with whom. */
export function detailsOf(event: ICAL.Component, reading: Reading): { fields: Fields; errors: FieldError[] } {
  const fields: Record<string, string> = { ...reading.defaults };
  const errors: FieldError[] = [];
  const phone = phoneOf(event, reading);
  if ('phone' in phone) fields.contact_number = phone.phone;
  else errors.push({ field: 'contact_number', message: phone.message });
  const participant = named(event, 'participant', reading) ?? organizer(event) ?? textOf(event, 'summary');
  if (participant) fields.participant = participant;
  const location = inLocation(named(event, 'location', reading) ?? textOf(event, 'location'));
  if (location) fields.location = location;
  for (const name of ['notify_window', 'language', 'quiet_hours'] as const) {
    const value = named(event, name, reading);
    if (value) fields[name] = value;
  }
  return { fields, errors };
}

/** What `--map FIELD=PROPERTY` gives; '' where the operator wants none. */
function named(event: ICAL.Component, field: string, { map }: Reading): string | undefined {
  const property = map.get(field);
  if (property === undefined || property === '') return property;
  return property.toLowerCase() === 'organizer' ? organizer(event) : (textOf(event, property.toLowerCase()) ?? '');
}

const textOf = (event: ICAL.Component, name: string): string | undefined => {
  const value = event.getFirstPropertyValue(name);
  return value === null ? undefined : oneLine(String(value)) || undefined;
};

const oneLine = (text: string): string =>
  text
    .replace(/<[^>]{0,500}>/g, ' ')
    .replace(/[\p{Cc}\u2028\u2029\s]+/gu, ' ')
    .trim();

const organizer = (event: ICAL.Component): string | undefined => {
  const name = event.getFirstProperty('organizer')?.getFirstParameter('cn');
  return name && !name.includes('@') ? oneLine(name) : undefined;
};

/** Calendars write addresses with the very characters that the API does not take in a location. */
const inLocation = (text: string | undefined): string | undefined =>
  text
    ?.replace(/[|*/<>,=()]+/g, ' ')
    .replace(/-/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();

type Phone = { phone: string } | { message: string };

/** The places where an event may name a phone; the first that names one is taken. */
function phoneOf(event: ICAL.Component, reading: Reading): Phone {
  for (const texts of placesOf(event, reading)) {
    const numbers = [...new Set(texts.flatMap((text) => numbersIn(text, reading.country)))];
    const [only, another] = numbers;
    if (only === undefined) continue;
    if (another === undefined) return { phone: only };
    return { message: `is not clear: the event names ${numbers.map(masked).join(' and ')}` };
  }
  return { message: 'is not in the event: none in ATTENDEE, CONTACT, an X- property or DESCRIPTION' };
}

function* placesOf(event: ICAL.Component, { map }: Reading): Generator<string[]> {
  const values = (wanted: (property: ICAL.Property) => boolean) =>
    event
      .getAllProperties()
      .filter(wanted)
      .map((property) => String(property.getFirstValue() ?? ''));
  const mapped = map.get('contact_number')?.toLowerCase();
  if (mapped !== undefined) {
    yield values(({ name }) => name === mapped);
    return;
  }
  yield values(({ name }) => name === 'attendee').filter((value) => /^tel:/i.test(value));
  yield values(({ name }) => name === 'contact');
  yield values(({ name }) => /^x-.*(phone|mobile|cell|tel|sms)/.test(name));
  yield values(({ name }) => name === 'description').map(oneLine);
}

function numbersIn(text: string, country: string | undefined): string[] {
  const whole = readPhone(text, country);
  if (whole.kind === 'phone') return [whole.phone];
  const found = findPhoneNumbersInText(text, country as Parameters<typeof findPhoneNumbersInText>[1]);
  return found.map(({ number }) => String(number.number)).filter(isE164);
}
