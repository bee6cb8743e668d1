import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createEmulator, type Emulator, type EmulatorOptions } from './index';
import { twilioClient } from './testing';

const number = '+12025550123';

let folder: string;
let running: Emulator[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'emulator-test-'));
  running = [];
});
afterEach(async () => {
  for (const emulator of running) await emulator.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function start(options: Partial<EmulatorOptions> = {}): Promise<Emulator> {
  const emulator = await createEmulator({ port: 0, caFolder: join(folder, 'ca'), checkResponses: true, ...options });
  running.push(emulator);
  return emulator;
}

test('after a restart everything is as it was: account, numbers, Sync, keys, phones, handsets', async () => {
  const stateFolder = join(folder, 'state');
  const before = await start({ stateFolder });
  before.ownNumber(number);
  before.ownNumber(number);
  before.showPhones([{ number: '+12025550111', name: 'Ana' }]);
  before.messaging.setHandset('+12025550111', { reachable: false, errorCode: 30003 });
  const client = twilioClient(before);
  const service = await client.sync.v1.services.create({ friendlyName: 'front' });
  await client.sync.v1.services(service.sid).documents.create({ uniqueName: 'state', data: { open: true } });
  const key = await client.newKeys.create({ friendlyName: 'desk' });
  await before.stop();

  const after = await start({ stateFolder });
  expect(after.account).toEqual(before.account);
  const again = twilioClient(after, { user: key.sid, password: key.secret });
  expect((await again.incomingPhoneNumbers.list()).map(({ phoneNumber }) => phoneNumber)).toEqual([number]);
  expect((await again.sync.v1.services(service.sid).documents('state').fetch()).data).toEqual({ open: true });
  const phones = await fetch(`${after.url}/_emulator/phones`);
  expect(await phones.json()).toEqual([{ number: '+12025550111', name: 'Ana' }]);
  const handsets = await fetch(`${after.url}/_emulator/handsets`);
  expect(await handsets.json()).toEqual([{ number: '+12025550111', reachable: false, errorCode: 30003 }]);
  expect(after.violations).toEqual([]);
});

test('a reset after a restart goes back to the deploy', async () => {
  const stateFolder = join(folder, 'state');
  const before = await start({ stateFolder });
  before.ownNumber(number);
  before.markDeployed();
  await twilioClient(before).messages.create({ from: number, to: '+12025550111', body: 'hello' });
  await before.stop();
  const after = await start({ stateFolder });
  expect(after.messaging.transcript('+12025550111')).toHaveLength(1);
  await after.reset();
  expect(after.messaging.transcript('+12025550111')).toHaveLength(0);
  expect(after.messaging.numbers()).toHaveLength(1);
});

test('a reset keeps the code that was marked last, and forgets what happened since the deploy', async () => {
  const emulator = await start();
  emulator.ownNumber(number);
  const events = [
    'incomingMessage',
    'incomingCall',
    'incomingConversationMessage',
    'incomingRequest',
    'incomingParent',
  ];
  const transitions = events.map((event) => ({ event }));
  const trigger = { name: 'Trigger', type: 'trigger', transitions, properties: { offset: { x: 0, y: 0 } } };
  const definition = {
    description: '',
    flags: { allow_concurrent_calls: true },
    initial_state: 'Trigger',
    states: [trigger],
  };
  const client = twilioClient(emulator);
  const flow = await client.studio.v2.flows.create({ friendlyName: 'one', status: 'draft', definition });
  emulator.markDeployed();
  await client.studio.v2.flows(flow.sid).update({ status: 'draft', friendlyName: 'two' });
  await client.messages.create({ from: number, to: '+12025550111', body: 'hello' });
  emulator.markCode();
  await emulator.reset();
  expect((await client.studio.v2.flows(flow.sid).fetch()).friendlyName).toBe('two');
  expect(emulator.messaging.transcript('+12025550111')).toEqual([]);
  expect(emulator.messaging.numbers()).toHaveLength(1);
});

test('two emulators do not disturb each other', async () => {
  const [one, other] = [await start(), await start()];
  expect(one.account.accountSid).not.toBe(other.account.accountSid);
  one.ownNumber(number);
  await one.world.clock.moveTo(one.world.clock.now() + 60_000);
  expect(other.messaging.numbers()).toEqual([]);
  expect(other.world.clock.offset()).toBe(0);
  const mixed = twilioClient({ url: other.url, account: one.account });
  await expect(mixed.incomingPhoneNumbers.list()).rejects.toMatchObject({ status: 401, code: 20003 });
});

test('the service is on the next port', async () => {
  const { port, emulator } = await startOnFreePorts();
  expect(emulator.url).toBe(`http://127.0.0.1:${port}`);
  expect(emulator.serviceUrl).toBe(`http://127.0.0.1:${port + 1}`);
});

/** A port that is free now can be taken a moment later, and the one after it always: then another is tried. */
async function startOnFreePorts(): Promise<{ port: number; emulator: Emulator }> {
  for (;;) {
    const probe = createServer();
    await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
    const { port } = probe.address() as AddressInfo;
    await new Promise((resolve) => probe.close(resolve));
    try {
      return { port, emulator: await start({ port }) };
    } catch (error) {
      if (!/in use/.test(String(error))) throw error;
    }
  }
}

test('a port that is taken is named, and nothing is left open', async () => {
  const first = await start();
  const { port } = new URL(first.serviceUrl);
  await expect(start({ port: Number(port) - 1 })).rejects.toThrow(/Port \d+ is in use/);
  await expect(start({ port: Number(port) })).rejects.toThrow(`Port ${port} is in use`);
});

test('the environment is all that another process needs', async () => {
  const emulator = await start();
  expect(emulator.environment()).toEqual({
    HTTP_PROXY: emulator.proxyUrl,
    NODE_EXTRA_CA_CERTS: emulator.caFile,
    TWILIO_ACCOUNT_SID: emulator.account.accountSid,
    TWILIO_AUTH_TOKEN: emulator.account.authToken,
    TWILSOCK_URI: `${emulator.url.replace('http', 'ws')}/v3/wsconnect`,
  });
});

test('stopping twice is stopping once', async () => {
  const emulator = await start();
  await Promise.all([emulator.stop(), emulator.stop()]);
  await expect(fetch(emulator.url)).rejects.toThrow();
});
