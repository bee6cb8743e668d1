import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { daysLater, instantOf, isoDayOf, isoTimeOf, isTimeZone, midnightOf, wallTimeOf } from './zoned-time';

const zones = [
  ...['UTC', 'Europe/Berlin', 'America/New_York', 'America/Santiago', 'Africa/Casablanca', 'Asia/Beirut'],
  ...['Asia/Kathmandu', 'Australia/Lord_Howe', 'Pacific/Chatham', 'America/Havana', '+03:00', '-09:30'],
];
const zone = fc.constantFrom(...zones);
const year2000 = Date.UTC(2000, 0, 1);
const year2060 = Date.UTC(2060, 0, 1);
const second = fc.integer({ min: year2000 / 1000, max: year2060 / 1000 });

/** Near the hours at which clocks are changed, also. */
const changes = zones
  .filter((each) => !/^[+-]/.test(each))
  .flatMap((timeZone) => {
    const found: number[] = [];
    let at: Temporal.ZonedDateTime | null =
      Temporal.Instant.fromEpochMilliseconds(year2000).toZonedDateTimeISO(timeZone);
    for (let count = 0; at !== null && count < 60; count += 1) {
      at = at.getTimeZoneTransition('next');
      if (at !== null) found.push(at.epochMilliseconds);
    }
    return found;
  });
const nearChange = fc
  .tuple(fc.constantFrom(...changes), fc.integer({ min: -180, max: 180 }))
  .map(([ms, minutes]) => (ms + minutes * 60_000) / 1000);
const moment = fc.oneof(second, nearChange).map((seconds) => Math.floor(seconds) * 1000);

const asTemporal = ({ year, month, day, hour, minute, second: seconds }: ReturnType<typeof wallTimeOf>) =>
  Temporal.PlainDateTime.from({ year, month, day, hour, minute, second: seconds });

test('wall clocks are those of Temporal', () => {
  fc.assert(
    fc.property(moment, zone, (ms, timeZone) => {
      const expected = Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(timeZone).toPlainDateTime();
      expect(asTemporal(wallTimeOf(ms, timeZone)).toString()).toBe(expected.toString());
    }),
    { numRuns: 2000 },
  );
});

test('instants are those of Temporal, where a clock is changed too', () => {
  fc.assert(
    fc.property(moment, zone, zone, (ms, shownIn, timeZone) => {
      // Read in one zone and meant in another: so times come up that a zone skips
      for (const wall of [wallTimeOf(ms, shownIn), wallTimeOf(ms, timeZone)]) {
        const expected = asTemporal(wall).toZonedDateTime(timeZone, { disambiguation: 'compatible' });
        expect(instantOf(wall, timeZone)).toBe(expected.epochMilliseconds);
      }
    }),
    { numRuns: 2000 },
  );
});

test('times that are skipped and times that come twice', () => {
  const at = (day: string, hour: number, minute: number, timeZone: string) => {
    const midnight = midnightOf(day);
    if (midnight === undefined) throw new Error(day);
    return new Date(instantOf({ ...midnight, hour, minute }, timeZone)).toISOString();
  };
  expect(at('2027-03-14', 2, 30, 'America/New_York')).toBe('2027-03-14T07:30:00.000Z');
  expect(at('2027-11-07', 1, 30, 'America/New_York')).toBe('2027-11-07T05:30:00.000Z');
  expect(at('2027-09-05', 0, 0, 'America/Santiago')).toBe('2027-09-05T04:00:00.000Z'); // there is no midnight that day
});

test('days of the calendar', () => {
  expect(['2027-02-29', '2027-13-01', '2027-00-10', '2027-1-1', '', '2027-02-31'].map(midnightOf)).toEqual(
    Array.from({ length: 6 }, () => undefined),
  );
  const leapDay = midnightOf('2028-02-28');
  expect(leapDay && isoDayOf(daysLater(leapDay, 1))).toBe('2028-02-29');
  expect(leapDay && isoDayOf(daysLater(leapDay, -59))).toBe('2027-12-31');
  expect(leapDay && isoTimeOf({ ...leapDay, hour: 9, minute: 5 })).toBe('09:05');
});

test('isTimeZone takes IANA names', () => {
  expect(['Europe/Madrid', 'UTC', 'America/New_York'].filter(isTimeZone)).toHaveLength(3);
  expect(['Europe/Atlantis', '', 'tomorrow', '+03:00', '1'].filter(isTimeZone)).toEqual([]);
});
