import * as v from 'valibot';
import { actionId, needed, optionalLine } from './fields';

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
