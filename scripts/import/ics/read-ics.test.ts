import type { Line, Reading } from '../line';
import { allOf, inPieces, reading } from '../testing';
import { readIcs } from './read-ics';

const calendar = (...blocks: string[]) => `BEGIN:VCALENDAR\nVERSION:2.0\n${blocks.join('\n')}\nEND:VCALENDAR\n`;
const event = (...lines: string[]) => ['BEGIN:VEVENT', 'UID:1', ...lines, 'END:VEVENT'].join('\n');
const read = async (text: string, given: Partial<Reading> = {}): Promise<Line[]> =>
  allOf(await readIcs(inPieces(text), reading(given)));
const fieldsOf = ({ asked }: Line) => (asked.kind === 'appointment' ? asked.fields : undefined);
const saidOf = ({ asked }: Line) =>
  asked.kind === 'skipped' ? asked.why : asked.errors.map(({ field, message }) => `${field} ${message}`).join('; ');
const times = (lines: readonly Line[]) => lines.map((line) => fieldsOf(line)?.appointment_time);

const inNewYork = 'DTSTART;TZID=America/New_York:20270322T130000';
const phone = 'ATTENDEE;CN=Ann:tel:+12025550123';
const outlookZone = `BEGIN:VTIMEZONE
TZID:W. Europe Standard Time
BEGIN:STANDARD
DTSTART:16010101T030000
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:16010101T020000
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3
END:DAYLIGHT
END:VTIMEZONE`;

test('an event: when, where, with whom, and on which line it stands', async () => {
  const lines = await read(
    calendar(
      event(
        inNewYork,
        phone,
        'SUMMARY:Physio',
        'ORGANIZER;CN=Dr Ito:mailto:ito@example.com',
        'LOCATION:12 Main St\\, Room 4-B',
      ),
    ),
  );
  expect(lines).toMatchObject([{ line: 3, asked: { errors: [] } }]);
  expect(fieldsOf(lines[0]!)).toEqual({
    contact_number: '+12025550123',
    appointment_time: '2027-03-22T13:00:00',
    time_zone: 'America/New_York',
    notify_window: '24',
    location: '12 Main St Room 4 B',
    participant: 'Dr Ito',
  });
});

describe('when it is', () => {
  const timeOf = async (dtstart: string, given: Partial<Reading> = {}, ...before: string[]) => {
    const [line] = await read(calendar(...before, event(dtstart, phone)), given);
    const { appointment_time, time_zone } = fieldsOf(line!) ?? {};
    return [appointment_time, time_zone, saidOf(line!)];
  };
  test('a zone that the file describes, in summer and in winter', async () => {
    const zone = 'DTSTART;TZID=W. Europe Standard Time';
    expect(await timeOf(`${zone}:20270422T130000`, {}, outlookZone)).toEqual([
      '2027-04-22T13:00:00+02:00',
      undefined,
      '',
    ]);
    expect(await timeOf(`${zone}:20271222T130000`, {}, outlookZone)).toEqual([
      '2027-12-22T13:00:00+01:00',
      undefined,
      '',
    ]);
    expect(await timeOf(`${zone}:20270422T130000`)).toEqual([
      expect.any(String),
      undefined,
      expect.stringMatching(/does not describe/),
    ]);
  });
  test('a zone with a prefix', async () => {
    expect(await timeOf('DTSTART;TZID=/mozilla.org/20050126_1/Europe/Berlin:20270422T130000')).toEqual([
      '2027-04-22T13:00:00',
      'Europe/Berlin',
      '',
    ]);
  });
  test('in UTC, which is nobody`s wall clock', async () => {
    expect(await timeOf('DTSTART:20270322T170000Z', { timeZone: 'America/New_York' })).toEqual([
      '2027-03-22T17:00:00Z',
      'America/New_York',
      '',
    ]);
    expect(await timeOf('DTSTART:20270322T170000Z', {}, 'X-WR-TIMEZONE:Europe/Madrid')).toEqual([
      '2027-03-22T17:00:00Z',
      'Europe/Madrid',
      '',
    ]);
    expect(await timeOf('DTSTART:20270322T170000Z')).toEqual([
      expect.any(String),
      undefined,
      expect.stringMatching(/is in UTC/),
    ]);
  });
  test('floating', async () => {
    expect(await timeOf('DTSTART:20270322T130000', { timeZone: 'America/New_York' })).toEqual([
      '2027-03-22T13:00:00',
      'America/New_York',
      '',
    ]);
    expect(await timeOf('DTSTART:20270322T130000')).toEqual([
      expect.any(String),
      undefined,
      expect.stringMatching(/has no time zone/),
    ]);
  });
  test('whole days, days that are none, and no time at all', async () => {
    expect(await timeOf('DTSTART;VALUE=DATE:20270322')).toEqual([
      '2027-03-22',
      undefined,
      expect.stringMatching(/is a whole day/),
    ]);
    expect((await timeOf('DTSTART:2027XX22T130000'))[2]).toMatch(/^line cannot be read/);
    expect((await timeOf('SUMMARY:no start'))[2]).toMatch(/no DTSTART/);
  });
});

describe('again and again', () => {
  const weekly = [inNewYork, 'RRULE:FREQ=WEEKLY;COUNT=4', phone];
  test('each repetition ahead is an appointment, at its own wall clock', async () => {
    expect(times(await read(calendar(event(...weekly))))).toEqual([
      '2027-03-22T13:00:00',
      '2027-03-29T13:00:00',
      '2027-04-05T13:00:00',
      '2027-04-12T13:00:00',
    ]);
  });
  test('what is over and what lies beyond the horizon is not', async () => {
    const lines = await read(
      calendar(event('DTSTART;TZID=America/New_York:20200106T090000', 'RRULE:FREQ=WEEKLY', phone)),
      { horizonDays: 15 },
    );
    expect(times(lines)).toEqual(['2027-03-01T09:00:00', '2027-03-08T09:00:00', '2027-03-15T09:00:00']);
  });
  test('EXDATE, RDATE, UNTIL', async () => {
    const lines = await read(
      calendar(
        event(
          inNewYork,
          'RRULE:FREQ=WEEKLY;UNTIL=20270412T170000Z',
          'EXDATE;TZID=America/New_York:20270329T130000',
          'RDATE;TZID=America/New_York:20270330T150000',
          phone,
        ),
      ),
    );
    expect(times(lines)).toEqual([
      '2027-03-22T13:00:00',
      '2027-03-30T15:00:00',
      '2027-04-05T13:00:00',
      '2027-04-12T13:00:00',
    ]);
  });
  test('one that was moved, and one that was cancelled', async () => {
    const lines = await read(
      calendar(
        event(...weekly),
        event(
          'RECURRENCE-ID;TZID=America/New_York:20270329T130000',
          'DTSTART;TZID=America/New_York:20270330T090000',
          phone,
        ),
        event('RECURRENCE-ID:20270405T170000Z', 'DTSTART:20270405T170000Z', 'STATUS:CANCELLED'),
      ),
    );
    expect(times(lines)).toEqual(['2027-03-22T13:00:00', '2027-04-12T13:00:00', '2027-03-30T09:00:00', undefined]);
    expect(saidOf(lines[3]!)).toBe('is cancelled');
  });
  describe('changed from one on', () => {
    const from = (date: string) => `RECURRENCE-ID;TZID=America/New_York;RANGE=THISANDFUTURE:${date}T130000`;
    const at = (stamp: string) => `DTSTART;TZID=America/New_York:${stamp}`;
    const other = 'ATTENDEE:tel:+12025550199';
    const shown = (lines: readonly Line[]) =>
      lines.map((line) => {
        const { appointment_time, contact_number } = fieldsOf(line) ?? {};
        return `${line.line} ${appointment_time?.slice(5, 16)} ${contact_number?.slice(-3)} ${saidOf(line)}`.trim();
      });
    test('this and all later ones are moved by as much, and are otherwise as the change says', async () => {
      const lines = await read(calendar(event(...weekly), event(from('20270329'), at('20270330T090000'), other)));
      expect(shown(lines)).toEqual([
        '3 03-22T13:00 123',
        '9 03-30T09:00 199',
        '9 04-06T09:00 199',
        '9 04-13T09:00 199',
      ]);
    });
    test('until the next change; one that was moved by itself stays where it is', async () => {
      const alone = 'RECURRENCE-ID;TZID=America/New_York:20270405T130000';
      const lines = await read(
        calendar(
          event(inNewYork, 'RRULE:FREQ=WEEKLY;COUNT=6', phone),
          event(from('20270412'), at('20270412T150000'), phone),
          event(from('20270329'), at('20270329T140000'), phone),
          event(alone, at('20270406T080000'), other),
        ),
      );
      expect(shown(lines)).toEqual([
        '3 03-22T13:00 123',
        '9 04-12T15:00 123',
        '9 04-19T15:00 123',
        '9 04-26T15:00 123',
        '15 03-29T14:00 123',
        '21 04-06T08:00 199',
      ]);
    });
    test('one that began long ago; a clock that was changed meanwhile moves nothing', async () => {
      const begun = [at('20260105T130000'), 'RRULE:FREQ=WEEKLY', phone];
      const lines = await read(calendar(event(...begun), event(from('20260601'), at('20260602T100000'), other)), {
        horizonDays: 16,
      });
      expect(shown(lines)).toEqual([
        '3 undefined undefined does not happen in the next 16 days',
        '9 03-02T10:00 199',
        '9 03-09T10:00 199',
        '9 03-16T10:00 199',
      ]);
    });
    test('all later ones are cancelled', async () => {
      const lines = await read(calendar(event(...weekly), event(from('20270405'), inNewYork, 'STATUS:CANCELLED')));
      expect(times(lines)).toEqual(['2027-03-22T13:00:00', '2027-03-29T13:00:00', undefined]);
    });
    test('of what is not there, it is refused', async () => {
      const change = event(from('20270330'), at('20270330T090000'), other);
      expect(shown(await read(calendar(change)))[0]).toMatch(/of an event that is not in the file$/);
      const [, second] = shown(await read(calendar(event(inNewYork, phone), change)));
      expect(second).toMatch(/from one on that the event does not have$/);
    });
  });
  test('what is not followed is refused', async () => {
    const [hourly] = await read(calendar(event(inNewYork, 'RRULE:FREQ=HOURLY', phone)));
    expect(saidOf(hourly!)).toBe('appointment_time repeats HOURLY, which is not read');
  });
});

test('what is over, and what is taken back as a whole, is left out', async () => {
  const [over] = await read(calendar(event('DTSTART;TZID=America/New_York:20200106T090000', phone)));
  expect(saidOf(over!)).toBe('is over');
  const [taken] = await read(calendar('METHOD:CANCEL', event(inNewYork, phone)));
  expect(saidOf(taken!)).toBe('is cancelled');
});

describe('whose phone it is', () => {
  const phoneOf = async (lines: string[], given: Partial<Reading> = {}) => {
    const [line] = await read(calendar(event(inNewYork, ...lines)), given);
    return fieldsOf(line!)?.contact_number ?? saidOf(line!);
  };
  test.each([
    [[phone, 'DESCRIPTION:or +12025550199'], '+12025550123'],
    [['CONTACT:Ann\\, +1 202 555 0123'], '+12025550123'],
    [['X-CLIENT-PHONE:12025550123'], '+12025550123'],
    [['DESCRIPTION:Call <b>+1 (202) 555-0123</b>\\nor +1 202 555 0123'], '+12025550123'],
  ])('%j', async (lines, expected) => expect(await phoneOf(lines)).toBe(expected));
  test('of two, none is guessed at', async () => {
    expect(await phoneOf(['DESCRIPTION:+12025550123 or +12025550199'])).toBe(
      'contact_number is not clear: the event names …0123 and …0199',
    );
  });
  test('a national number needs its country', async () => {
    const lines = ['DESCRIPTION:Ann (202) 555-0123'];
    expect(await phoneOf(lines)).toMatch(/^contact_number is not in the event/);
    expect(await phoneOf(lines, { country: 'US' })).toBe('+12025550123');
  });
  test('a property of one`s own', async () => {
    const map = new Map([
      ['contact_number', 'X-OWN'],
      ['participant', 'SUMMARY'],
    ]);
    const [line] = await read(calendar(event(inNewYork, phone, 'X-OWN:12025550142', 'SUMMARY:Cut')), { map });
    expect(fieldsOf(line!)).toMatchObject({ contact_number: '+12025550142', participant: 'Cut' });
  });
});

test('one event that is broken breaks no other', async () => {
  const lines = await read(
    calendar('BEGIN:VEVENT\nthis is nothing\nEND:VEVENT', 'BEGIN:VEVENT', event(inNewYork, phone)),
  );
  expect(lines.map(saidOf)).toEqual([expect.stringMatching(/^line cannot be read/), 'line has no END', '']);
});

test('what is no calendar is refused as a whole', async () => {
  await expect(read('phone,time\n')).rejects.toThrow('This is not a calendar');
});
