import * as v from 'valibot';
import type { Frontdesk } from '../frontdesk';
import { listLimit } from '../twilio/sync-store';
import { type ApiAnswer, ok, unknownReminder } from './api-answer';
import { type FieldError, readFields } from './arguments';
import { invalidArguments } from './create';
import { isGone, isId, type Reminder, reminderMap, timeDigits } from './reminder';
import { findReminder, readAppointments, readReminder } from './shelf';
import { type ShownState, shown, shownStates, stateOf } from './shown';
import { dayRange } from './times';

export async function fetchReminder(frontdesk: Frontdesk, id: string | undefined): Promise<ApiAnswer> {
  const item = id !== undefined && isId(id) ? await findReminder(frontdesk, id) : undefined;
  if (item === undefined || isGone(item.data)) return unknownReminder();
  return ok(shown(item.data));
}

const mostListed = 100;
/** A state that few reminders have is looked for through so many pages of Sync; then the caller asks on. */
const mostPages = 5;

const Limit = v.pipe(
  v.union([v.pipe(v.string(), v.digits()), v.number()]),
  v.transform(Number),
  v.integer(),
  v.minValue(1),
  v.maxValue(mostListed),
);
const Day = v.pipe(v.string(), v.isoDate());
const State = v.picklist(shownStates);
const Cursor = v.pipe(v.string(), v.regex(/^[0-9a-f]{12,32}$/));

interface Query {
  from: string;
  /** The first key that is not wanted any more. */
  until?: string;
  state?: ShownState;
  limit: number;
}

/** One page of reminders, soonest first, with the cursor for the next one. Its cost does not depend on how many are stored. */
export async function listReminders(
  frontdesk: Frontdesk,
  event: Readonly<Record<string, unknown>>,
): Promise<ApiAnswer> {
  const errors: FieldError[] = [];
  const field = <T>(name: string, schema: v.GenericSchema<unknown, T>, message: string): T | undefined => {
    const value = event[name];
    if (value === undefined || value === null || value === '') return undefined; // null: as answers have it
    const result = v.safeParse(schema, value);
    if (result.success) return result.output;
    errors.push({ field: name, message });
    return undefined;
  };
  const limit = field('limit', Limit, `must be a whole number from 1 to ${mostListed}`) ?? 50;
  const day = field('day', Day, "is not a day like '2027-01-31'");
  const state = field('state', State, `must be one of ${shownStates.join(', ')}`);
  const cursor = field('cursor', Cursor, 'is not the next_cursor of another answer');
  const { given, errors: more } = readFields({ contact_number: event.contact_number, time_zone: event.time_zone });
  errors.push(...more);
  const range = day === undefined ? undefined : dayRange(day, given.timeZone ?? 'UTC');
  if (day !== undefined && range === undefined) errors.push({ field: 'day', message: 'is not a day of the calendar' });
  if (errors.length > 0) return invalidArguments(errors);

  const start = range === undefined ? timeDigits(0) : timeDigits(range.fromMs);
  const query: Query = {
    from: cursor !== undefined && cursor > start ? cursor : start,
    until: range && timeDigits(range.untilMs),
    state,
    limit,
  };
  const { reminders, nextCursor } =
    given.contact === undefined ? await listAll(frontdesk, query) : await listOf(frontdesk, given.contact, query);
  return ok({ reminders: reminders.map(shown), next_cursor: nextCursor ?? null });
}

interface Page {
  reminders: Reminder[];
  nextCursor?: string;
}

const isWanted = (reminder: Reminder, { state }: Query) =>
  !isGone(reminder) && (state === undefined || stateOf(reminder) === state);

async function listAll({ store }: Frontdesk, query: Query): Promise<Page> {
  const reminders: Reminder[] = [];
  let { from } = query;
  for (let page = 0; page < mostPages; page += 1) {
    const items = await store.listItems<Reminder>(reminderMap, { from, limit: listLimit });
    for (const { key, data } of items) {
      if (query.until !== undefined && key >= query.until) return { reminders };
      if (!isWanted(data, query)) continue;
      if (reminders.length === query.limit) return { reminders, nextCursor: key };
      reminders.push(data);
    }
    const last = items.at(-1);
    if (last === undefined || items.length < listLimit) return { reminders };
    from = after(last.key);
  }
  return { reminders, nextCursor: from };
}

/** The first key that may come after this one; ids are hex digits. */
const after = (key: string): string => (BigInt(`0x${key}`) + 1n).toString(16).padStart(key.length, '0');

async function listOf(frontdesk: Frontdesk, contact: Reminder['contact'], query: Query): Promise<Page> {
  const listed = (await readAppointments(frontdesk, contact))?.data.listed ?? [];
  const ids = listed
    .map(({ id }) => id)
    .filter((id) => id >= query.from && (query.until === undefined || id < query.until));
  const items = await Promise.all(ids.slice(0, query.limit).map((id) => readReminder(frontdesk, id)));
  const reminders = items.flatMap((item) => (item && isWanted(item.data, query) ? [item.data] : []));
  return { reminders, nextCursor: ids[query.limit] };
}
