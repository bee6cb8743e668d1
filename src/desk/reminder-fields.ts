import * as v from 'valibot';
import { fixedOffsetMs, isTimeZone } from '../zoned-time';
import { actionId, needed, optionalLine } from './fields';

const id = v.pipe(v.string('id is missing.'), v.regex(/^[0-9a-f]{32}$/, 'id is not the id of a reminder.'));

const day = (what: string) => v.pipe(v.string(what), v.regex(/^\d{4}-\d{2}-\d{2}$/, what));

const zone = v.optional(v.pipe(v.string('timeZone must be a text.'), v.check(isTimeZone, 'This is not a time zone.')));

/** The rules for what stands in them are the API's own. */
const reminderEntries = {
  phone: needed('The phone number', 40),
  date: day('Choose the day.'),
  time: v.pipe(v.string('Choose the time.'), v.regex(/^\d{2}:\d{2}$/, 'Choose the time.')),
  timeZone: zone,
  hoursBefore: v.unknown(),
  location: optionalLine('The place', 1000),
  participant: optionalLine('The name', 1000),
  language: optionalLine('The language', 35),
};

export const createReminderFields = v.object({ actionId, ...reminderEntries });

export const updateReminderFields = v.object({ actionId, id, ...reminderEntries });

export const previewFields = v.object({
  ...reminderEntries,
  phone: optionalLine('The phone number', 40),
  // A reminder from the API may have a fixed offset for a zone
  timeZone: v.optional(
    v.pipe(
      v.string('timeZone must be a text.'),
      v.check((zone) => isTimeZone(zone) || fixedOffsetMs(zone) !== undefined, 'This is not a time zone.'),
    ),
  ),
});

export const actOnReminderFields = v.object({ actionId, id });

export const findRemindersFields = v.object({ phone: needed('The phone number', 40) });

export const exportFields = v.object({
  actionId,
  from: day('Choose the first day.'),
  until: day('Choose the last day.'),
  timeZone: zone,
  cursor: v.optional(v.pipe(v.string('cursor is not ours.'), v.regex(/^[0-9a-f]{12,33}$/, 'cursor is not ours.'))),
});
