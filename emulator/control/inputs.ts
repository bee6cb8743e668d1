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

/** An object with these fields and no other: one that is misspelt would otherwise be ignored, and do nothing. */
const fields = <E extends v.ObjectEntries>(entries: E) =>
  v.strictObject(entries, ({ expected }) =>
    expected === 'never' ? `is unknown; known are ${Object.keys(entries).join(', ')}` : 'must be an object',
  );

export const inboundInput = fields({
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
  v.check((given) => instantMs(given) !== undefined, 'must be an ISO 8601 time like 2027-01-01T09:00:00Z'),
  v.transform((given) => instantMs(given) ?? 0),
);
const flag = v.boolean('must be true or false');
const order = v.literal(true, 'must be true');

export const clockInput = v.pipe(
  fields({ advance: v.optional(duration), to: v.optional(instant), freeze: v.optional(order), run: v.optional(order) }),
  v.check((given) => Object.keys(given).length > 0, 'must have advance, to, freeze or run'),
  v.check(({ advance, to }) => advance === undefined || to === undefined, 'must not have both advance and to'),
  v.check(({ freeze, run }) => !(freeze && run), 'must not have both freeze and run'),
);

/** A longer time-out of Node's would end at once. */
const longestTimeoutMs = 2 ** 31 - 1;

export const faultInput = v.pipe(
  fields({
    kind: v.picklist(faultKinds, `must be one of ${faultKinds.join(', ')}`),
    method: v.optional(v.pipe(text, v.toUpperCase())),
    url: v.optional(v.pipe(text, v.check(isPattern, 'must be part of a URL or a /regular expression/'))),
    nth: v.optional(count),
    times: v.optional(count),
    ms: v.optional(
      v.pipe(
        v.number('must be a number'),
        v.minValue(0, 'must be 0 or more'),
        v.maxValue(longestTimeoutMs, `must be at most ${longestTimeoutMs}`),
      ),
    ),
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
  }),
  v.check(({ kind, ms }) => kind !== 'delay' || ms !== undefined, 'must have ms when its kind is delay'),
);

export const handsetInput = fields({ reachable: flag, errorCode: v.optional(count) });
export const messagesQuery = fields({ with: phoneNumber, after: v.optional(text) });
export const handsetNumber = v.object({ number: phoneNumber });

export const phonesInput = v.array(
  fields({
    number: phoneNumber,
    name: text,
    role: v.optional(text),
    quick: v.optional(v.array(text, 'must be a list')),
  }),
  'must be a list',
);

/** The milliseconds of an ISO 8601 time, in UTC unless it names a zone: this machine's own is nobody's business here. */
function instantMs(text: string): number | undefined {
  const [whole, day = '', time, zone = 'Z'] = isoTime.exec(text) ?? [];
  const ms = whole === undefined ? Number.NaN : Date.parse(time === undefined ? day : `${day}T${time}${zone}`);
  // Date.parse alone would take 2026-02-31 for a day in March
  const isDay = !Number.isNaN(Date.parse(day)) && new Date(day).toISOString().startsWith(day);
  return isDay && !Number.isNaN(ms) ? ms : undefined;
}
const isoTime = /^(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)(Z|[+-]\d{2}:\d{2})?)?$/;

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
  const issue = result.issues.find(({ expected }) => expected === 'never') ?? result.issues[0];
  const field = issue.path?.map(({ key }) => String(key)).join('.') ?? 'The body';
  throw new BadInput(
    `${field} ${issue.kind === 'schema' && issue.received === 'undefined' ? 'is missing' : issue.message}`,
  );
}
