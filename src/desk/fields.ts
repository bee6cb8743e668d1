import * as v from 'valibot';

// What staff may type, and how it is told when it is not so.

const withoutControls = (text: string) =>
  text
    .replace(/\p{Cc}+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();

const line = (what: string, atMost: number) =>
  v.pipe(
    v.string(`${what} is missing.`),
    v.transform(withoutControls),
    v.maxLength(atMost, `${what} is longer than ${atMost} characters.`),
  );

const needed = (what: string, atMost: number) => v.pipe(line(what, atMost), v.minLength(1, `${what} is missing.`));

/** Left out and empty are the same. */
export const optionalLine = (what: string, atMost: number) =>
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

export const decideFields = v.object({ actionId, number: needed('The number', 40) });
