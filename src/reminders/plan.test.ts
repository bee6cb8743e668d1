import { planTexts, routeOf, scheduling } from './plan';
import { dueAt, parseMoment, wallClock } from './times';

const now = Date.parse('2027-01-05T12:00:00Z');
const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const far = now + 400 * 24 * hour;

test('each edge of the window, to the second', () => {
  const { leastLeadMs, mostLeadMs } = scheduling;
  expect(routeOf(now + leastLeadMs, far, now)).toBe('at-twilio');
  expect(routeOf(now + leastLeadMs - second, far, now)).toBe('at-once');
  expect(routeOf(now + mostLeadMs, far, now)).toBe('at-twilio');
  expect(routeOf(now + mostLeadMs + second, far, now)).toBe('our-queue');
  expect(routeOf(now - hour, now + second, now)).toBe('at-once');
  expect(routeOf(now - hour, now, now)).toBe('too-late');
  expect(leastLeadMs).toBeGreaterThan(15 * minute);
  expect(mostLeadMs).toBeLessThan(35 * 24 * hour);
});

const states = (appointmentMs: number, hoursBefore: number[], quietHours?: { from: string; to: string }) =>
  planTexts({ appointmentMs, timeZone: 'UTC', hoursBefore, quietHours }, now, 0).map(
    ({ hoursBefore: hours, state }) => [hours, state],
  );

test('of the texts whose time is over, only the last one goes out', () => {
  expect(states(now + 3 * hour, [48, 24, 2])).toEqual([
    [48, 'skipped'],
    [24, 'handing'],
    [2, 'handing'],
  ]);
  expect(states(now + 3 * hour, [48, 24])).toEqual([
    [48, 'skipped'],
    [24, 'handing'],
  ]);
  expect(states(now + 2 * hour + 10 * minute, [24, 2])).toEqual([
    [24, 'skipped'],
    [2, 'handing'],
  ]);
  expect(states(now + 100 * 24 * hour, [48, 2])).toEqual([
    [48, 'waiting'],
    [2, 'waiting'],
  ]);
});

test('two that quiet hours move to the same time are one', () => {
  expect(states(Date.parse('2027-01-06T10:00Z'), [10, 8], { from: '21:00', to: '08:00' })).toEqual([
    [10, 'skipped'],
    [8, 'handing'],
  ]);
});

const known = new Map<string, number[]>();

/** Both changes of the clock in 2027, to the minute. */
function clockChanges(zone: string): number[] {
  const found = known.get(zone);
  if (found) return found;
  const offsetAt = (ms: number) =>
    Date.parse(`${wallClock({ instantMs: ms, timeZone: zone }).replace(' ', 'T')}Z`) - ms;
  const changes: number[] = [];
  const begin = Date.UTC(2027, 0, 1);
  for (let at = begin; at < Date.UTC(2028, 0, 1); at += 7 * 24 * hour) {
    let [low, high] = [at, at + 7 * 24 * hour];
    if (offsetAt(low) === offsetAt(high)) continue;
    while (high - low > minute) {
      const middle = low + Math.floor((high - low) / 2 / minute) * minute;
      if (offsetAt(low) === offsetAt(middle)) low = middle;
      else high = middle;
    }
    changes.push(high);
  }
  known.set(zone, changes);
  return changes;
}

test('around every change of the clock in every zone, what is booked by the wall clock is due to the second', () => {
  const wrong: string[] = [];
  let edges = 0;
  for (const zone of Intl.supportedValuesOf('timeZone')) {
    for (const change of clockChanges(zone)) {
      edges += 1;
      for (const away of [-25 * hour, -hour, -second, 0, second, hour, 2 * hour, 25 * hour]) {
        const instantMs = change + away;
        const wall = wallClock({ instantMs, timeZone: zone });
        const read = parseMoment(wall.replace(' ', 'T'), zone);
        if (read.kind !== 'moment') wrong.push(`${zone} ${wall} is ${read.kind}`);
        // A wall clock that comes twice is read as the first of the two
        else if (read.moment.instantMs > instantMs || wallClock(read.moment) !== wall) wrong.push(`${zone} ${wall}`);
        else if (
          planTexts({ ...read.moment, appointmentMs: read.moment.instantMs, hoursBefore: [24] }, now, 0)[0]?.dueMs !==
          dueAt(read.moment.instantMs, 24)
        )
          wrong.push(`${zone} ${wall} is not due in time`);
      }
    }
  }
  expect(edges).toBeGreaterThan(200);
  expect(wrong).toEqual([]);
});

test('in no zone is anybody texted in quiet hours', () => {
  const quiet = { from: '21:00', to: '08:00' };
  const wrong: string[] = [];
  for (const zone of Intl.supportedValuesOf('timeZone')) {
    for (const change of clockChanges(zone)) {
      for (let away = -30; away <= 30; away += 3) {
        const appointmentMs = change + away * hour;
        const [text] = planTexts({ appointmentMs, timeZone: zone, hoursBefore: [12], quietHours: quiet }, now, 0);
        const clock = wallClock({ instantMs: text?.dueMs ?? 0, timeZone: zone }).slice(11);
        if (text === undefined || text.dueMs >= appointmentMs) wrong.push(`${zone} is texted after the appointment`);
        if (clock > '21:00:00' || clock < '08:00:00') wrong.push(`${zone} at ${clock}`);
      }
    }
  }
  expect(wrong).toEqual([]);
});
