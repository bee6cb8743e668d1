import { localNumber } from '../start/local';
import { openAccount, stateOf, type TestAccount } from '../testing/account';
import { createChanges } from './changes';
import { settingsFrom } from './settings';
import { undeployFrontdesk } from './undeploy';

let account: TestAccount;
beforeAll(async () => {
  account = await openAccount();
});
beforeEach(() => account.emulator.reset());
afterAll(() => account.stop());
// A reset ends the processes of Functions that are just starting, and the local Twilio says so
beforeAll(() => void jest.spyOn(console, 'error').mockImplementation());
afterAll(() => jest.restoreAllMocks());

async function undeploy({ rehearse = false } = {}) {
  const changes = createChanges(() => undefined, { rehearse });
  await undeployFrontdesk(account.client, { settings: settingsFrom(account.values), environment: 'dev' }, changes);
  return changes.made;
}
const deploy = async () => {
  const answer = await account.deploy();
  if ('failed' in answer) throw new Error(answer.failed);
};

test('a number that served something else is given back, and nothing of ours is left', async () => {
  const { client } = account;
  const [phone] = await client.incomingPhoneNumbers.list();
  await client
    .incomingPhoneNumbers(phone!.sid)
    .update({ smsUrl: 'https://example.com/sms?key=1', smsMethod: 'GET', smsFallbackUrl: 'https://example.com/again' });
  const other = await client.messaging.v1.services.create({ friendlyName: 'Campaigns' });
  await client.messaging.v1.services(other.sid).phoneNumbers.create({ phoneNumberSid: phone!.sid });
  await client.newKeys.create({ friendlyName: 'Somebody else' });
  const before = await stateOf(client);
  await deploy();
  const deployed = await stateOf(client);

  const planned = await undeploy({ rehearse: true });
  expect(await stateOf(client)).toEqual(deployed);
  expect(planned).toEqual([
    `Send texts to ${localNumber} to https://example.com/sms?…, as before`,
    `Take ${localNumber} out of the Messaging Service of Frontdesk`,
    `Put ${localNumber} back into the Messaging Service Campaigns`,
    'Delete the flow Frontdesk (dev): reschedule, and what it remembers of conversations',
    'Delete the flow Frontdesk (dev): order-pickup, and what it remembers of conversations',
    'Delete the Messaging Service Frontdesk (dev)',
    'Delete the Sync service Frontdesk (dev): providers, orders, reminders, everything',
    'Delete the API key Frontdesk (dev)',
    'Delete the Functions, the desk page and their settings',
  ]);
  expect(await undeploy()).toEqual(planned);
  expect(await stateOf(client)).toEqual(before);
  expect(await undeploy()).toEqual([]);
});

test('a number that was released meanwhile holds nothing up', async () => {
  await deploy();
  const [phone] = await account.client.incomingPhoneNumbers.list();
  await account.client.incomingPhoneNumbers(phone!.sid).remove();
  expect(await undeploy()).toContain('Delete the Functions, the desk page and their settings');
  expect(await undeploy()).toEqual([]);
});

test('the number that was deployed is given back, whatever .env names by now', async () => {
  await deploy();
  const settings = settingsFrom({ ...account.values, TWILIO_NUMBER: '+12025550124' });
  await undeployFrontdesk(
    account.client,
    { settings, environment: 'dev' },
    createChanges(() => undefined),
  );
  expect((await account.client.incomingPhoneNumbers.list()).map(({ smsUrl }) => smsUrl)).toEqual(['']);
});

test('interrupted at any change and run again it ends in the same state', async () => {
  const before = await stateOf(account.client);
  await deploy();
  account.emulator.markDeployed();
  const changes = (await undeploy({ rehearse: true })).length;
  for (let n = 1; n <= changes; n += 1) {
    await account.emulator.reset();
    let left = n;
    const cut = createChanges(() => {
      left -= 1;
      if (left === 0) account.emulator.faults.add({ kind: 'refuse' });
    });
    const options = { settings: settingsFrom(account.values), environment: 'dev' };
    await expect(undeployFrontdesk(account.client, options, cut)).rejects.toThrow();
    account.emulator.faults.clear();
    await undeploy();
    expect({ n, state: await stateOf(account.client) }).toEqual({ n, state: before });
  }
});
