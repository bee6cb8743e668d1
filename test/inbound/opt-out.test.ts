import { openFrontdesk, type TestFrontdesk } from '../frontdesk';
import type { Phone } from '../frontdesk/phone';
import { syncDocuments } from '../frontdesk/sync';

let frontdesk: TestFrontdesk;
let cal: Phone;

beforeAll(async () => {
  frontdesk = await openFrontdesk({ rateLimits: false });
});
beforeEach(async () => {
  await frontdesk.reset();
  cal = frontdesk.phone('+12025550113');
});
afterEach(() => {
  frontdesk.emulator.faults.clear();
  expect(frontdesk.phones).toHearNothing();
});
afterAll(() => frontdesk.stop());

const unsubscribed = /^You have successfully been unsubscribed/;
const subscribedAgain = /^You have successfully been re-subscribed/;
const optOut = async () => (await syncDocuments(frontdesk)).get(`optout.${cal.number.slice(1)}`);

test('a STOP that could not be recorded goes to the fallback, which records it', async () => {
  frontdesk.emulator.faults.add({ url: 'optout.', kind: 'status', status: 503, times: 1 });
  await cal.texts('STOP');
  expect(cal).toHear(unsubscribed);
  expect(await optOut()).toMatchObject({ stopped: true });
});

test('nobody who says STOP is texted that we are in difficulties', async () => {
  frontdesk.emulator.faults.add({ url: 'optout.', kind: 'status', status: 503 });
  await cal.texts('STOP');
  expect(cal).toHear(unsubscribed);
  expect(await optOut()).toBeUndefined();
});

test('YES after STOP is START', async () => {
  await cal.texts('STOP');
  expect(cal).toHear(unsubscribed);
  await cal.texts('Yes');
  expect(cal).toHear(subscribedAgain);
  expect(await optOut()).toMatchObject({ stopped: false });
});
