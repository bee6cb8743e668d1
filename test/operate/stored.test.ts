import { twilioClient } from '../../emulator/testing';
import { syncContents } from '../../scripts/people/sync-contents';
import { storedKinds } from '../../src/stored';
import type { TestFrontdesk } from '../frontdesk';
import { busyDay } from './busy-day';

let frontdesk: TestFrontdesk;
beforeAll(async () => {
  ({ frontdesk } = await busyDay());
});
afterAll(() => frontdesk.stop());

const dayMs = 24 * 60 * 60_000;
const stored = () =>
  syncContents(
    twilioClient(frontdesk.emulator),
    frontdesk.deployed.variables.SYNC_SERVICE_SID ?? '',
    frontdesk.emulator.world.clock.now(),
  );

test('a day stores something of every kind, and what is said to expire has its time', async () => {
  const all = await stored();
  expect(all.filter(({ kind }) => kind === undefined)).toEqual([]);
  const notSeen = storedKinds.filter((one) => !all.some(({ kind }) => kind === one)).map(({ name }) => name);
  expect(notSeen).toEqual(['pool', 'settings']); // somebody waits, so nobody is available; nobody changed a setting
  const farAhead = ({ appointmentMs, listed }: { appointmentMs?: number; listed?: readonly unknown[] }) =>
    listed !== undefined || (appointmentMs ?? 0) > frontdesk.emulator.world.clock.now() + 335 * dayMs;
  const endless = all.filter(({ kind, dateExpires, data }) => kind?.expires && dateExpires === null && !farAhead(data));
  expect(endless.map(({ name, key }) => `${name} ${key}`)).toEqual([]);
});

test('years later nothing is left but providers, a chosen language and a stop', async () => {
  for (let day = 0; day < 540; day += 20) {
    await frontdesk.advance(20 * dayMs);
    await frontdesk.tick();
  }
  const left = (await stored()).map(({ name, key }) => (name === key ? name : `${name} ${key}`)).sort();
  expect(left).toEqual([
    'dispatch.tick',
    'optout.12025550117',
    'person.12025550116',
    'pickup.numbers',
    'pickup.tick',
    'provider.12025550111',
    'provider.12025550112',
    'reminders.tick',
    'roster 12025550111',
    'roster 12025550112',
  ]);
});
