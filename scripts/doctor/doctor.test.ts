import { serviceName, settingsFrom } from '../deploy/settings';
import { type Standing, standingDeployment } from '../deploy/standing';
import { localNumber } from '../start/local';
import { openAccount, type TestAccount } from '../testing/account';
import { countWrong } from './check';
import { examine } from './index';

let account: TestAccount;
let variables: Readonly<Record<string, string>>;
let standing: Standing;
const now = '2026-03-12T12:00:00Z';

beforeAll(async () => {
  account = await openAccount();
  const answer = await account.deploy();
  if ('failed' in answer) throw new Error(answer.failed);
  ({ variables } = answer.deployed);
  await sync().documents.create({ uniqueName: 'dispatch.tick', data: called(60_000) });
  standing = await standingDeployment(account.client, serviceName, 'dev');
  account.emulator.markDeployed();
});
beforeEach(() => account.emulator.reset());
afterAll(() => account.stop());

const called = (agoMs: number) => {
  const atMs = Date.parse(now) - agoMs;
  return { startedAtMs: atMs, calledAtMs: atMs };
};
const sync = () => account.client.sync.v1.services(variables.SYNC_SERVICE_SID ?? '');
const messaging = () => account.client.messaging.v1.services(variables.MESSAGING_SERVICE_SID ?? '');
const flow = () => account.client.studio.v2.flows(variables.FLOW_ORDER_PICKUP ?? '');
const environment = () =>
  account.client.serverless.v1.services(standing.serviceSid ?? '').environments(standing.environmentSid ?? '');
const phone = async () =>
  account.client.incomingPhoneNumbers((await account.client.incomingPhoneNumbers.list())[0]!.sid);
const checked = async (values: Record<string, string> = {}) =>
  examine(account.client, {
    root: account.root,
    settings: settingsFrom({ ...account.values, ...values }),
    environment: 'dev',
    nowMs: Date.parse(now),
  });
const wrongNow = async (values?: Record<string, string>) =>
  (await checked(values)).filter(({ result }) => result === 'wrong').map(({ what, mend }) => `${what}: ${mend}`);

test('after a deploy nothing is wrong, and what the API does not tell is noted', async () => {
  const checks = await checked();
  expect(checks.filter(({ result }) => result === 'wrong')).toEqual([]);
  expect(countWrong(checks)).toBe(0);
  expect(checks.filter(({ result }) => result === 'right').length).toBeGreaterThan(14);
  expect(checks.filter(({ result }) => result === 'note').map(({ what }) => what)).toEqual([
    'A2P 10DLC',
    'Opt-out words',
  ]);
});

test.each<[string, () => Promise<unknown>, RegExp]>([
  [
    'a webhook that points elsewhere',
    async () => (await phone()).update({ smsUrl: 'https://example.com/x?key=1' }),
    /go to https:\/\/example.com\/x\?…;/,
  ],
  ['no fallback', async () => (await phone()).update({ smsFallbackUrl: '' }), /fallback URL/],
  ['no status callback', () => messaging().update({ statusCallback: 'https://example.com/' }), /status callback/],
  [
    'a service that takes the texts',
    () => messaging().update({ useInboundWebhookOnNumber: false }),
    /would not arrive/,
  ],
  [
    'a number outside the service',
    async () =>
      messaging()
        .phoneNumbers((await account.client.incomingPhoneNumbers.list())[0]!.sid)
        .remove(),
    /reminders cannot be scheduled/,
  ],
  ['Sync without access control', () => sync().update({ aclEnabled: false }), /access control is off/],
  ['a map that is gone', () => sync().syncMaps('roster').remove(), /Every Sync map is there: all but roster/],
  ['a key that was deleted', () => account.client.keys(variables.API_KEY ?? '').remove(), /was deleted/],
  ['a flow that is a draft', () => flow().update({ status: 'draft' }), /is published: its newest revision is a draft/],
  ['a flow that is gone', () => flow().remove(), /The flow order-pickup is not there/],
  [
    'a tick that never ran',
    () => sync().documents('dispatch.tick').remove(),
    /it never ran; have a cron service POST to https:\/\/frontdesk-\d+-dev/,
  ],
  [
    'a tick that stopped',
    () =>
      sync()
        .documents('dispatch.tick')
        .update({ data: called(3_600_000) }),
    /60 minutes ago/,
  ],
  [
    'a tick that only traffic keeps going',
    () =>
      sync()
        .documents('dispatch.tick')
        .update({ data: { startedAtMs: Date.parse(now) - 60_000 } }),
    /nobody has called it yet/,
  ],
])('%s is found, and how to mend it is said', async (_, breakIt, sentence) => {
  await breakIt();
  const found = await wrongNow();
  expect(found).toHaveLength(1);
  expect(found[0]).toMatch(sentence);
});

test('a flow that differs from the repository, a setting that was not deployed', async () => {
  const { definition } = await flow().fetch();
  const text = JSON.stringify(definition).replace('Welcome!', 'Hello!');
  await flow().update({ status: 'published', definition: JSON.parse(text) });
  expect(await wrongNow({ ORG_NAME: 'Elsewhere' })).toEqual([
    expect.stringMatching(/others for ORG_NAME;/),
    expect.stringMatching(/order-pickup is the one of the repository: see npm run flows:diff/),
  ]);
});

test('a setting that is gone from .env and still in force is found; a variable that is none of ours is noted', async () => {
  const { ORG_NAME: _, ...values } = account.values;
  await environment().variables.create({ key: 'COLOR', value: 'red' });
  const checks = await examine(account.client, {
    root: account.root,
    settings: settingsFrom(values),
    environment: 'dev',
    nowMs: Date.parse(now),
  });
  expect(checks).toContainEqual(
    expect.objectContaining({ result: 'wrong', mend: 'they have others for ORG_NAME; run npm run deploy' }),
  );
  expect(checks).toContainEqual(expect.objectContaining({ result: 'note', mend: expect.stringMatching(/^COLOR;/) }));
});

test.each(['SYNC_SERVICE_SID', 'MESSAGING_SERVICE_SID', 'TICK_KEY'])(
  '%s that somebody removed in the console is found, and the rest is looked at',
  async (name) => {
    const variable = (await environment().variables.list()).find(({ key }) => key === name);
    await environment()
      .variables(variable?.sid ?? '')
      .remove();
    const found = await wrongNow();
    expect(found[0]).toBe(`The Functions have their own secrets and SIDs: without ${name}; run npm run deploy`);
    expect((await checked()).at(-1)?.what).toBe('Opt-out words');
  },
);

test('before the first deploy it says so, and a number of somebody else', async () => {
  const answer = await examine(account.client, {
    root: account.root,
    settings: settingsFrom(account.values),
    environment: 'prod',
    nowMs: Date.parse(now),
  });
  expect(answer.at(-1)).toMatchObject({ result: 'wrong', mend: 'run npm run deploy' });
  expect(await wrongNow({ TWILIO_NUMBER: '+12025559999' })).toContainEqual(
    expect.stringMatching(/not a number of this account/),
  );
});

test('words that Twilio keeps to itself show in its answers: to STOP that is as it must be, to YES it is not', async () => {
  const { messaging, world } = account.emulator;
  const answer = async (to: string, said: string, body: string) => {
    await messaging.inbound({ from: to, body: said });
    await account.client.messages.create({ to, from: localNumber, body });
    await world.causes.settled();
  };
  await messaging.inbound({ from: '+12025550171', body: 'STOP' });
  await messaging.inbound({ from: '+12025550171', body: 'START' });
  await answer('+12025550171', 'hello', 'You have successfully been re-subscribed');
  expect(await wrongNow()).toContainEqual(expect.stringMatching(/^Twilio takes HELLO for an opt-out or opt-in word/));
  await account.emulator.reset();
  await messaging.inbound({ from: '+12025550172', body: 'STOP' });
  await answer('+12025550172', 'Yes', 'You have successfully been re-subscribed');
  await answer('+12025550173', 'start', 'You have successfully been re-subscribed');
  expect((await wrongNow()).filter((line) => /opt-/.test(line))).toEqual([]);
  await answer('+12025550174', 'Yes', 'You have successfully been re-subscribed');
  expect(await wrongNow()).toContainEqual(expect.stringMatching(/^Twilio takes YES .*switch Advanced Opt-Out on/));
});

test('texts that failed for a reason of ours are wrong, others are noted', async () => {
  for (const [to, errorCode] of [
    ['+12025550181', 30034],
    ['+12025550182', 30003],
  ] as const) {
    account.emulator.messaging.setHandset(to, { reachable: false, errorCode });
    await account.client.messages.create({ to, from: localNumber, body: 'Hello' });
  }
  await account.emulator.world.clock.moveTo(account.emulator.world.clock.now() + 60_000);
  const checks = await checked();
  expect(checks).toContainEqual(
    expect.objectContaining({ result: 'wrong', what: '1 of the last 2 texts failed with 30034' }),
  );
  expect(checks).toContainEqual(
    expect.objectContaining({ result: 'note', what: '1 of the last 2 texts failed with 30003' }),
  );
});

test('of what is off nothing is missed', async () => {
  const checks = await checked({ SERVICES: 'dispatch' });
  expect(checks).toContainEqual({ what: 'Services: dispatch (off: pickup and reminders)', result: 'right' });
  expect(checks.map(({ what }) => what).join()).not.toMatch(/order-pickup/);
});
