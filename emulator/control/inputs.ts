import * as v from 'valibot';
import { faultKinds, matcherOf } from '../net/faults';
import { durationMs } from './duration';

/** What the control API takes. Messages complete the sentence "<field> …". */
const phoneNumber = v.pipe(
  v.string('must be a text'),
  v.regex(/^\+?\d{3,15}$/, 'must be a phone number like +12025550123'),
);
const count = v.pipe(v.number('must be a number'), v.integer('must be whole'), v.minValue(1, 'must be 1 or more'));
const text = v.string('must be a text');

export const inboundInput = v.object({
  from: phoneNumber,
  to: v.optional(phoneNumber),
  body: text,
  sid: v.optional(v.pipe(text, v.regex(/^SM[0-9a-f]{32}$/, 'must be a message SID, to deliver the same text again'))),
  via: v.optional(v.picklist(['webhook', 'fallback'], 'must be webhook or fallback')),
});

const duration = v.pipe(
  text,
  v.check((given) => durationMs(given) !== undefined, 'must be an ISO 8601 duration like PT24H or P1D'),
  v.transform((given) => durationMs(given) ?? 0),
);
const instant = v.pipe(
  text,
  v.check((given) => isDay(given.slice(0, 10)) && !Number.isNaN(Date.parse(given)), 'must be an ISO 8601 time'),
  v.transform((given) => Date.parse(given)),
);
const flag = v.boolean('must be true or false');

export const clockInput = v.pipe(
  v.object({ advance: v.optional(duration), to: v.optional(instant), freeze: v.optional(flag), run: v.optional(flag) }),
  v.check((given) => Object.keys(given).length > 0, 'must have advance, to, freeze or run'),
  v.check(({ advance, to }) => advance === undefined || to === undefined, 'must not have both advance and to'),
  v.check(({ freeze, run }) => !(freeze && run), 'must not have both freeze and run'),
);

export const faultInput = v.object({
  kind: v.picklist(faultKinds, `must be one of ${faultKinds.join(', ')}`),
  method: v.optional(v.pipe(text, v.toUpperCase())),
  url: v.optional(v.pipe(text, v.check(isPattern, 'must be part of a URL or a /regular expression/'))),
  nth: v.optional(count),
  times: v.optional(count),
  ms: v.optional(v.pipe(v.number('must be a number'), v.minValue(0, 'must be 0 or more'))),
  status: v.optional(
    v.pipe(
      v.number('must be a number'),
      v.integer('must be whole'),
      v.minValue(200, 'must be an HTTP status'),
      v.maxValue(599, 'must be an HTTP status'),
    ),
  ),
  code: v.optional(v.pipe(v.number('must be a number'), v.integer('must be whole'))),
  after: v.optional(flag),
});

export const handsetInput = v.object({ reachable: flag, errorCode: v.optional(count) });
export const messagesQuery = v.object({ with: phoneNumber });
export const handsetNumber = v.object({ number: phoneNumber });

export const phonesInput = v.array(
  v.object({
    number: phoneNumber,
    name: text,
    role: v.optional(text),
    quick: v.optional(v.array(text, 'must be a list')),
  }),
  'must be a list',
);

/** Date.parse alone would take 2026-02-31 for a day in March. */
function isDay(text: string): boolean {
  const ms = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(text) : Number.NaN;
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(text);
}

/** The last millisecond, from 1970 on, for which there is a date. */
export const lastDateMs = 8.64e15;

function isPattern(url: string): boolean {
  try {
    matcherOf({ url });
    return true;
  } catch {
    return false;
  }
}

/** What is wrong with a request, for its sender. */
export class BadInput extends Error {}

/** @throws {BadInput} naming the field */
export function parsed<S extends v.GenericSchema>(schema: S, value: unknown): v.InferOutput<S> {
  const result = v.safeParse(schema, value);
  if (result.success) return result.output;
  const issue = result.issues[0];
  const field = issue.path?.map(({ key }) => String(key)).join('.') ?? 'The body';
  throw new BadInput(
    `${field} ${issue.kind === 'schema' && issue.received === 'undefined' ? 'is missing' : issue.message}`,
  );
}
