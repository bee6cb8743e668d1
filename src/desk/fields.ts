import * as v from 'valibot';

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

export const needed = (what: string, atMost: number) =>
  v.pipe(line(what, atMost), v.minLength(1, `${what} is missing.`));

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
