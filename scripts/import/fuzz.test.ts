import fc from 'fast-check';
import { readCsv } from './csv/read-csv';
import { readIcs } from './ics/read-ics';
import { FileError, type Line, type Source } from './line';
import { importLines, type Outcome } from './run';
import { allOf, inPieces, reading, testNowMs } from './testing';

// Whatever a file holds: no crash, and each line has one outcome. Only what cannot be a file of appointments is refused as a whole.

async function importedFrom(open: () => Promise<Source>): Promise<void> {
  let source: Source;
  const read: Line[] = [];
  try {
    source = await open();
    read.push(...(await allOf(source)));
  } catch (error) {
    expect(error).toBeInstanceOf(FileError);
    return;
  }
  const outcomes: Outcome[] = [];
  const ids = new Set<string>();
  const { tally, stopped } = await importLines(from(read), {
    atOnce: 3,
    nowMs: () => testNowMs,
    stop: new AbortController(),
    onOutcome: (outcome) => void outcomes.push(outcome),
    book: async (fields) => {
      const id = JSON.stringify(fields);
      const kind = ids.has(id) ? 'there' : 'created';
      ids.add(id);
      return { kind, id };
    },
  });
  expect(stopped).toBeUndefined();
  expect(tally.lines).toBe(read.length);
  expect(tally.created + tally.there + tally.refused + tally.skipped).toBe(read.length);
  for (const outcome of outcomes) {
    if (outcome.kind === 'refused') expect(outcome.errors.length).toBeGreaterThan(0);
    else if (outcome.kind === 'skipped') expect(outcome.why).not.toBe('');
  }
}

async function* from(lines: readonly Line[]): AsyncGenerator<Line> {
  yield* lines;
}

const cell = fc.oneof(
  fc.string(),
  fc.string({ unit: 'binary' }),
  fc.constantFrom(
    '12025550123',
    '+12025550124',
    '(202) 555-0123',
    '2027-03-22',
    '13:00',
    '1 pm',
    '22.03.2027 9:30',
    '3/4/2027',
  ),
  fc.constantFrom(
    '2027-03-22T13:00Z',
    'America/New_York',
    '"',
    '"",',
    '"a\nb"',
    '24',
    '48,2',
    'en',
    '21:00-08:00',
    '\u0000',
    '',
    '=1+1',
  ),
);
const header = fc.constantFrom('phone,time,zone', 'phone;date;clock;doctor', 'Phone\tWhen', 'phone,time', 'x,y', '');
const csv = fc
  .tuple(header, fc.array(fc.array(cell, { maxLength: 6 }), { maxLength: 12 }), fc.constantFrom(',', ';', '\t'))
  .map(([names, rows, delimiter]) => [names, ...rows.map((row) => row.join(delimiter))].join('\n'));

test('any CSV', () =>
  fc.assert(
    fc.asyncProperty(csv, fc.integer({ min: 1, max: 50 }), fc.constantFrom(undefined, 'US'), (text, length, country) =>
      importedFrom(() =>
        readCsv(inPieces(text, length), reading({ country, timeZone: country && 'America/New_York' })),
      ),
    ),
    { numRuns: 1500 },
  ));

test('a CSV is read the same in whatever pieces it comes', () =>
  fc.assert(
    fc.asyncProperty(csv, fc.integer({ min: 1, max: 50 }), async (text, length) => {
      const read = (size: number) => readCsv(inPieces(text, size), reading()).then(allOf, String);
      expect(await read(length)).toEqual(await read(text.length + 1));
    }),
    { numRuns: 500 },
  ));

const property = fc.oneof(
  fc.constantFrom(
    'DTSTART;TZID=America/New_York:20270322T130000',
    'DTSTART:20270322T130000Z',
    'DTSTART:20270322T130000',
    'DTSTART;VALUE=DATE:20270322',
    'DTSTART;TZID=Nowhere:20270322T130000',
    'DTSTART:00010101T000000Z',
    'DTSTART:99991231T235959Z',
    'DTSTART:2027',
    'DTSTART;VALUE=PERIOD:20270322T130000Z/PT1H',
  ),
  fc.constantFrom(
    'ATTENDEE:tel:+12025550123',
    'CONTACT:+12025550124',
    'X-PHONE:1',
    'DESCRIPTION:+1 202 555 0123 or',
    'STATUS:CANCELLED',
  ),
  fc.constantFrom(
    'RECURRENCE-ID:20270329T130000Z',
    'RECURRENCE-ID;RANGE=THISANDFUTURE:20270329T130000Z',
    'RECURRENCE-ID;RANGE=THISANDFUTURE:00010101T000000Z',
    'UID:1',
    'UID:2',
    'EXDATE:x',
  ),
  fc.constantFrom(
    'EXDATE:20270322T130000Z,20270323T130000Z',
    'RDATE;VALUE=PERIOD:20270322T130000Z/PT1H',
    'RDATE:20270325T130000Z',
  ),
  fc
    .tuple(
      fc.constantFrom('DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY', 'HOURLY', 'SECONDLY', 'X'),
      fc.constantFrom(
        '',
        ';INTERVAL=0',
        ';INTERVAL=14',
        ';INTERVAL=-1',
        ';COUNT=3',
        ';UNTIL=20270401',
        ';UNTIL=x',
        ';WKST=SU',
      ),
      fc.constantFrom(
        '',
        ';BYDAY=MO,TU',
        ';BYDAY=5MO',
        ';BYMONTHDAY=31',
        ';BYMONTH=2;BYMONTHDAY=30',
        ';BYSETPOS=-1',
        ';BYDAY=MO;BYSETPOS=-1',
        ';BYWEEKNO=20',
        ';BYWEEKNO=-1;BYDAY=MO',
        ';BYYEARDAY=100,-1',
        ';BYDAY=XX',
        ';BYDAY=',
      ),
    )
    .map((parts) => `RRULE:FREQ=${parts.join('')}`),
  fc
    .tuple(fc.constantFrom('SUMMARY', 'LOCATION', 'ORGANIZER;CN=x', 'DTSTART', 'RRULE', 'X-A'), cell)
    .map((pair) => pair.join(':')),
  cell,
);
const block = fc
  .tuple(
    fc.constantFrom('VEVENT', 'VEVENT', 'VEVENT', 'VTIMEZONE', 'VTODO'),
    fc.array(property, { maxLength: 7 }),
    fc.boolean(),
  )
  .map(([name, lines, ends]) =>
    [`BEGIN:${name}`, ...lines, ...(ends || name === 'VEVENT' ? [`END:${name}`] : [])].join('\n'),
  );
const ics = fc
  .array(fc.oneof(block, cell), { maxLength: 8 })
  .map((blocks) => `BEGIN:VCALENDAR\n${blocks.join('\n')}\nEND:VCALENDAR`);

test('any calendar', () =>
  fc.assert(
    fc.asyncProperty(ics, fc.constantFrom(undefined, 'America/New_York'), (text, timeZone) =>
      importedFrom(() => readIcs(inPieces(text, 100), reading({ timeZone, country: timeZone && 'US' }))),
    ),
    { numRuns: 1500 },
  ));
