import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { localNumber } from '../start/local';
import { openAccount, stateOf, type TestAccount } from '../testing/account';
import type { DeployAnswer } from '../testing/worker';
import { optionalSettings, serviceName } from './settings';
import { standingDeployment } from './standing';

let account: TestAccount;
beforeAll(async () => {
  account = await openAccount();
});
beforeEach(() => account.emulator.reset());
afterAll(() => account.stop());

const upload = 'Upload the Functions and the desk page';
function succeeded(answer: DeployAnswer) {
  if ('failed' in answer) throw new Error(answer.failed);
  return answer.deployed;
}
const calls = async () =>
  (await (await fetch(`${account.emulator.url}/_emulator/calls`)).json()) as { method: string; url: string }[];

describe('a rehearsal', () => {
  test('of an empty account names every change and makes none', async () => {
    const before = await stateOf(account.client);
    const { changes, questions, domain } = succeeded(await account.deploy({ rehearse: true }));
    expect(changes).toEqual(
      expect.arrayContaining([
        'Create the Sync service Frontdesk (dev), with access control',
        'Create the Sync map pool',
        'Create the Messaging Service Frontdesk (dev)',
        'Create the API key Frontdesk (dev)',
        upload,
        'Create and publish the flow Frontdesk (dev): order-pickup',
        'Report the fate of each text to the uploaded Functions',
        `Put ${localNumber} into the Messaging Service Frontdesk (dev)`,
        `Send texts to ${localNumber} to the uploaded Functions`,
      ]),
    );
    expect([questions, domain]).toEqual([[], undefined]);
    expect(await stateOf(account.client)).toEqual(before);
    expect((await calls()).filter(({ method }) => method !== 'GET')).toEqual([]);
  });

  test('names what the deploy then does, but for what only the upload can tell', async () => {
    const planned = succeeded(await account.deploy({ rehearse: true })).changes;
    const { changes, domain } = succeeded(await account.deploy());
    const done = changes.map((change) => change.replace(/https:\S+/, 'the uploaded Functions'));
    expect(done.filter((change) => !/FLOW_|Activate/.test(change))).toEqual(planned);
    expect(succeeded(await account.deploy({ rehearse: true }))).toMatchObject({ changes: [upload], domain });
  });
});

describe('SERVICES', () => {
  const onlyReminders = { SERVICES: 'reminders', MEETING_URL: undefined, ZOOM_ACCOUNT_ID: undefined };

  test('what is off is neither needed nor made', async () => {
    const { changes, variables } = succeeded(await account.deploy({ values: onlyReminders }));
    expect(changes.filter((change) => /map|flow/i.test(change))).toEqual([
      'Create the Sync map reminders',
      'Create the Sync map reminder-work',
      'Create the Sync map activity',
      'Create the Sync map settings',
      'Create and publish the flow Frontdesk (dev): reschedule',
      'Tell the Functions FLOW_RESCHEDULE',
    ]);
    expect(variables).toMatchObject({ SERVICES: 'reminders', REMINDER_API_KEY: expect.any(String) });
    expect(Object.keys(variables)).not.toContain('FLOW_ORDER_PICKUP');
  });

  test('no key for an API that is off; what comes on later is made then', async () => {
    const first = succeeded(await account.deploy({ values: { SERVICES: 'dispatch' } }));
    expect(first.variables.REMINDER_API_KEY).toBeUndefined();
    expect(first.changes.join()).not.toMatch(/orders|reminders|flow/);
    const { changes, variables } = succeeded(await account.deploy());
    expect(changes).toEqual(
      expect.arrayContaining([
        'Create the Sync map orders',
        'Create the Sync map reminders',
        'Create and publish the flow Frontdesk (dev): order-pickup',
      ]),
    );
    expect(variables.REMINDER_API_KEY).toEqual(expect.any(String));
  });

  test('one that does not exist is refused before anything is touched', async () => {
    expect(await account.deploy({ values: { SERVICES: 'dispatch, parking' } })).toEqual({
      failed: expect.stringMatching(/^SERVICES must be one or more of/),
    });
    expect(await calls()).toEqual([]);
  });
});

test('what .env may leave out is what .env.example names as optional, and the fixed room', () => {
  const example = readFileSync(join(__dirname, '..', '..', '.env.example'), 'utf8');
  const named = [...example.matchAll(/^([A-Z_]+)=/gm)].map(([, name]) => name);
  const required = ['TWILIO_ACCOUNT_SID', 'TWILIO_AUTH_TOKEN', 'TWILIO_NUMBER', 'ADMIN_NUMBERS'];
  expect([...optionalSettings, ...required].sort()).toEqual(named.sort());
});

test('what cannot be mended by a deploy is noted', async () => {
  expect(succeeded(await account.deploy()).notes).toEqual([
    expect.stringMatching(/not registered for A2P 10DLC.*30034/),
  ]);
});

test('the plan and the progress hold no secret', async () => {
  const answer = await account.deploy();
  const { variables, changes, notes } = succeeded(answer);
  const told = JSON.stringify([changes, notes, 'printed' in answer ? answer.printed : '']);
  for (const name of ['API_SECRET', 'TICK_KEY', 'REMINDER_API_KEY', 'DESK_SECRET', 'ZOOM_CLIENT_SECRET']) {
    expect(variables[name]).toMatch(/./);
    expect(told).not.toContain(variables[name]);
  }
  expect(told).not.toContain(account.emulator.account.authToken);
});

test('a number that serves something else: asked, moved, and what it was is kept', async () => {
  const { client } = account;
  const [phone] = await client.incomingPhoneNumbers.list();
  const former = 'https://user:hunter2@example.com/sms?key=hunter2';
  await client.incomingPhoneNumbers(phone!.sid).update({ smsUrl: former, smsMethod: 'GET' });
  const other = await client.messaging.v1.services.create({ friendlyName: 'Campaigns' });
  await client.messaging.v1.services(other.sid).phoneNumbers.create({ phoneNumberSid: phone!.sid });

  const plan = succeeded(await account.deploy({ rehearse: true }));
  expect(plan.questions).toEqual([
    `${localNumber} is in the Messaging Service Campaigns, which will lose it.`,
    `Texts to ${localNumber} go to https://example.com/sms?… now, and will not any more. It is kept: npm run undeploy restores it.`,
  ]);
  const first = succeeded(await account.deploy());
  const kept = { FORMER_SMS_URL: former, FORMER_SMS_METHOD: 'GET', FORMER_MESSAGING_SERVICE_SID: other.sid };
  expect(first.variables).toMatchObject(kept);
  const again = succeeded(await account.deploy());
  expect(again).toMatchObject({ questions: [], changes: [upload] });
  expect(again.variables).toMatchObject(kept);
});

test('another number: it is pointed here, and the one before serves again what it served', async () => {
  const { client, emulator } = account;
  const other = '+12025550124';
  emulator.ownNumber(other, { smsUrl: 'https://example.com/other' });
  const phones = async () => new Map((await client.incomingPhoneNumbers.list()).map((one) => [one.phoneNumber, one]));
  await client
    .incomingPhoneNumbers((await phones()).get(localNumber)!.sid)
    .update({ smsUrl: 'https://example.com/sms' });
  const { domain } = succeeded(await account.deploy());
  const plan = succeeded(await account.deploy({ rehearse: true, values: { TWILIO_NUMBER: other } })).changes;
  expect(plan).toEqual(
    expect.arrayContaining([
      `Send texts to ${localNumber} to https://example.com/sms, as before`,
      `Take ${localNumber} out of the Messaging Service of Frontdesk`,
      `Put ${other} into the Messaging Service Frontdesk (dev)`,
      `Send texts to ${other} to https://${domain}/sms/inbound`,
    ]),
  );
  const { variables } = succeeded(await account.deploy({ values: { TWILIO_NUMBER: other } }));
  expect(variables).toMatchObject({ TWILIO_NUMBER: other, FORMER_SMS_URL: 'https://example.com/other' });
  expect((await phones()).get(localNumber)?.smsUrl).toBe('https://example.com/sms');
  expect((await phones()).get(other)?.smsUrl).toBe(`https://${domain}/sms/inbound`);
  expect(succeeded(await account.deploy({ rehearse: true, values: { TWILIO_NUMBER: other } })).changes).toEqual([
    upload,
  ]);
});

test('what .env sets otherwise or not any more is named, and holds afterwards', async () => {
  const { ORG_NAME: _, ...values } = account.values;
  succeeded(await account.deploy({ values: { SHARE_NUMBERS: 'true' } }));
  const now = { ...values, ORG_NAME: undefined, MEETING_URL: 'https://zoom.us/j/9' };
  const { changes } = succeeded(await account.deploy({ values: now }));
  expect(changes).toEqual([
    'Take ORG_NAME out of the settings of the Functions: .env does not set it any more',
    'Take SHARE_NUMBERS out of the settings of the Functions: .env does not set it any more',
    `${upload}, with other settings: MEETING_URL`,
  ]);
  const { variables } = await standingDeployment(account.client, serviceName, 'dev');
  expect(variables).toMatchObject({ MEETING_URL: 'https://zoom.us/j/9', SYNC_SERVICE_SID: expect.any(String) });
  expect(Object.keys(variables)).not.toEqual(expect.arrayContaining(['SHARE_NUMBERS']));
  expect(Object.keys(variables)).not.toEqual(expect.arrayContaining(['ORG_NAME']));
  expect(succeeded(await account.deploy({ rehearse: true, values: now })).changes).toEqual([upload]);
});

test('an account without the right to make keys is deployed to, and told what is missing', async () => {
  account.emulator.faults.add({ kind: 'status', url: '/Keys.json', status: 403, code: 20003 });
  const { notes, changes } = succeeded(await account.deploy());
  expect(notes).toContainEqual(expect.stringMatching(/API_KEY and API_SECRET/));
  expect(changes).toContain(upload);
  const own = { API_KEY: 'SK00000000000000000000000000000001', API_SECRET: 'its-own-secret' };
  const { variables, notes: left } = succeeded(await account.deploy({ values: own }));
  expect(variables).toMatchObject(own);
  expect(left).not.toContainEqual(expect.stringMatching(/API_KEY/));
});

test('everything wrong with the settings is said at once, before Twilio is asked anything', async () => {
  const answer = await account.deploy({
    values: { TWILIO_AUTH_TOKEN: 'short', TWILIO_NUMBER: '2025550123', ADMIN_NUMBERS: undefined, MEETING_URL: 'zoom' },
  });
  if (!('failed' in answer)) throw new Error('It was deployed');
  for (const name of ['TWILIO_AUTH_TOKEN', 'TWILIO_NUMBER', 'ADMIN_NUMBERS', 'MEETING_URL'])
    expect(answer.failed).toContain(name);
  expect(answer.failed).not.toContain('short');
  expect(await calls()).toEqual([]);
});

test('a wrong token and a number of somebody else are said in words', async () => {
  const wrong = await account.deploy({ values: { TWILIO_AUTH_TOKEN: 'x'.repeat(32) } });
  expect(wrong).toEqual({ failed: expect.stringMatching(/does not accept TWILIO_ACCOUNT_SID/) });
  const foreign = await account.deploy({ values: { TWILIO_NUMBER: '+12025559999' } });
  expect(foreign).toEqual({ failed: expect.stringMatching(/\+12025559999 is not a number of this account/) });
});
