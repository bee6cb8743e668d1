import * as v from 'valibot';
import { fixedOffsetMs, isTimeZone } from '../zoned-time';

// What staff may type, and how it is told when it is not so.

const withoutControls = (text: string) =>
  text
    .replace(/\p{Cc}+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();

export const line = (what: string, atMost: number) =>
  v.pipe(
    v.string(`${what} is missing.`),
    v.transform(withoutControls),
    v.maxLength(atMost, `${what} is longer than ${atMost} characters.`),
  );

const needed = (what: string, atMost: number) => v.pipe(line(what, atMost), v.minLength(1, `${what} is missing.`));

/** Left out and empty are the same. */
const optionalLine = (what: string, atMost: number) =>
  v.pipe(
    v.optional(line(what, atMost)),
    v.transform((text) => (text === '' ? undefined : text)),
  );

export const actionId = v.pipe(
  v.string('actionId is missing.'),
  v.regex(/^[\w-]{8,64}$/, 'actionId must be 8 to 64 letters and digits.'),
);
/** Of what the desk showed when it was changed; '' when nothing was there. */
export const revision = v.pipe(
  v.string('revision is missing: of what was changed, or empty.'),
  v.regex(/^[0-9a-f]{0,32}$/, 'revision is not one of Sync.'),
);
const key = v.pipe(v.string('key is missing.'), v.regex(/^[\w-]{1,64}$/, 'key is not the key of an order.'));

export const actFields = v.object({ actionId, key });

export const undoFields = v.object({
  actionId,
  key,
  fact: v.picklist(['readyAt', 'arrivedAt', 'collectedAt', 'cancelledAt'], 'fact is not one that can be taken back.'),
});

export const matchFields = v.object({ actionId, key, arrival: key });

export const longestText = 480;

export const textFields = v.object({
  actionId,
  key,
  body: v.pipe(
    v.string('Write something first.'),
    v.transform((text) =>
      text
        .replace(/\r\n?/g, '\n')
        .replace(/[^\P{Cc}\n]+/gu, '')
        .trim(),
    ),
    v.minLength(1, 'Write something first.'),
    v.maxLength(longestText, `A text has at most ${longestText} characters.`),
  ),
});

export const createFields = v.object({
  actionId,
  name: needed('The name', 60),
  phone: needed('The phone number', 40),
  number: v.pipe(
    optionalLine('The order number', 12),
    v.check(
      (text) => text === undefined || /^[\p{L}\p{N}#-]+$/u.test(text),
      'The order number may have letters and digits.',
    ),
  ),
  note: optionalLine('The note', 300),
});

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

export const decideFields = v.object({ actionId, number: needed('The number', 40) });
