import { dueAt, outOfQuietHours, parseMoment, wallClock } from './times';

const instant = (text: string, timeZone?: string) => {
  const parsed = parseMoment(text, timeZone);
  return parsed.kind === 'moment' ? new Date(parsed.moment.instantMs).toISOString() : parsed.kind;
};

describe('parseMoment', () => {
  test.each([
    ['2027-01-01T13:00+0300', undefined, '2027-01-01T10:00:00.000Z'],
    ['2027-01-01T13:00+03:00', undefined, '2027-01-01T10:00:00.000Z'],
    ['2027-01-01T13:00-08', undefined, '2027-01-01T21:00:00.000Z'],
    ['2027-01-01T13:00Z', undefined, '2027-01-01T13:00:00.000Z'],
    ['2027-01-01T13:00:30Z', undefined, '2027-01-01T13:00:30.000Z'],
    ['2027-07-01T13:00', 'Europe/Madrid', '2027-07-01T11:00:00.000Z'],
    ['2027-07-01T13:00', undefined, 'no-zone'],
    ['2027-13-01T13:00Z', undefined, 'unreadable'],
    ['2027-02-30T13:00Z', undefined, 'unreadable'],
    ['2027-02-20T25:00Z', undefined, 'unreadable'],
    ['x 2027-02-20T13:00Z', undefined, 'unreadable'],
    ['2027-02-20T13:00+99:00', undefined, 'unreadable'],
    ['', undefined, 'unreadable'],
  ])('%s in %s is %s', (text, zone, expected) => expect(instant(text, zone)).toBe(expected));

  test('a wall clock that DST skips moves on by the gap; one that it repeats is the first', () => {
    expect(instant('2027-03-14T02:30', 'America/New_York')).toBe('2027-03-14T07:30:00.000Z');
    expect(instant('2027-11-07T01:30', 'America/New_York')).toBe('2027-11-07T05:30:00.000Z');
  });

  test('with an offset and a zone, the offset says when and the zone how it is read', () => {
    const parsed = parseMoment('2027-07-01T13:00Z', 'Asia/Tokyo');
    expect(parsed).toEqual({ kind: 'moment', moment: { instantMs: Date.UTC(2027, 6, 1, 13), timeZone: 'Asia/Tokyo' } });
    if (parsed.kind === 'moment') expect(wallClock(parsed.moment)).toBe('2027-07-01 22:00:00');
  });
});

describe('outOfQuietHours', () => {
  const zone = 'America/New_York'; // UTC-5 in January
  const night = { from: '21:00', to: '08:00' };
  const at = (text: string) => Date.parse(`${text}-05:00`);
  const moved = (due: string, appointment: string, quiet = night) =>
    new Date(outOfQuietHours(at(due), at(appointment), zone, quiet)).toISOString();
  const iso = (text: string) => new Date(at(text)).toISOString();

  test('20:59 is not quiet, 21:00 is; 08:00 is not, 07:59 is', () => {
    expect(moved('2027-01-05T20:59', '2027-01-06T09:00')).toBe(iso('2027-01-05T20:59'));
    expect(moved('2027-01-05T21:00', '2027-01-06T09:00')).toBe(iso('2027-01-06T08:00'));
    expect(moved('2027-01-06T07:59', '2027-01-06T09:00')).toBe(iso('2027-01-06T08:00'));
    expect(moved('2027-01-06T08:00', '2027-01-06T09:00')).toBe(iso('2027-01-06T08:00'));
  });

  test('before an appointment in the quiet hours it goes out the evening before', () => {
    expect(moved('2027-01-06T04:00', '2027-01-06T05:00')).toBe(iso('2027-01-05T21:00'));
    expect(moved('2027-01-05T23:00', '2027-01-06T05:00')).toBe(iso('2027-01-05T21:00'));
  });

  test('quiet hours within one day', () => {
    const noon = { from: '12:00', to: '14:00' };
    expect(moved('2027-01-06T13:00', '2027-01-06T18:00', noon)).toBe(iso('2027-01-06T14:00'));
    expect(moved('2027-01-06T13:00', '2027-01-06T13:30', noon)).toBe(iso('2027-01-06T12:00'));
    expect(moved('2027-01-06T11:59', '2027-01-06T13:30', noon)).toBe(iso('2027-01-06T11:59'));
  });

  test('dueAt counts elapsed hours over a change of the clock', () => {
    const appointment = Date.parse('2027-03-14T12:00-04:00'); // the clock was put forward at 02:00 that day
    expect(new Date(dueAt(appointment, 24)).toISOString()).toBe('2027-03-13T16:00:00.000Z');
  });
});
