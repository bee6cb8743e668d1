import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { invocationHeader, type LoggedEvent } from '../core/world';
import { createEmulator, type Emulator } from '../index';
import { twilioClient } from '../testing';

let folder: string;
let emulator: Emulator;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'entrance-'));
  emulator = await createEmulator({ port: 0, caFolder: folder, checkResponses: true });
});
beforeEach(() => emulator.reset());
afterAll(async () => {
  await emulator.stop();
  rmSync(folder, { recursive: true, force: true });
});

const name = 'front'; // Twilio gives each account a service of its own
const calls = () => emulator.world.log.list().filter((event) => event.kind === 'call');
const serviceCount = async () =>
  (await twilioClient(emulator).sync.v1.services.list()).filter(({ friendlyName }) => friendlyName === name).length;
const createService = () => twilioClient(emulator).sync.v1.services.create({ friendlyName: name });

describe('over TLS, from a process that knows the proxy and the CA', () => {
  async function inChild(script: string): Promise<string> {
    const env = { PATH: process.env.PATH, ...emulator.environment() };
    const { stdout } = await promisify(execFile)(process.execPath, ['-e', script], { env, cwd: process.cwd() });
    return stdout.trim();
  }
  const client = "const client = require('twilio')(process.env.TWILIO_ACCOUNT_SID, process.env.TWILIO_AUTH_TOKEN);";

  test('the real twilio package makes calls to several hosts', async () => {
    const printed = await inChild(`${client}
      (async () => {
        const service = await client.sync.v1.services.create({ friendlyName: 'front' });
        const keys = await client.newKeys.create({ friendlyName: 'desk' });
        const functions = await client.serverless.v1.services.list();
        console.log(service.sid.slice(0, 2), keys.sid.slice(0, 2), functions.length);
      })();`);
    expect(printed).toBe('IS SK 0');
    expect(calls().map(({ url }) => new URL(url).host)).toEqual([
      'sync.twilio.com',
      'api.twilio.com',
      'serverless.twilio.com',
    ]);
  });

  test("a host of Twilio's that is not played answers 501 and is named; any other host is refused", async () => {
    const printed = await inChild(`${client}
      const { EnvHttpProxyAgent, setGlobalDispatcher } = require('undici');
      setGlobalDispatcher(new EnvHttpProxyAgent());
      (async () => {
        await client.lookups.v2.phoneNumbers('+12025550123').fetch().catch((e) => console.log(e.status, e.message));
        await fetch('https://example.com').catch((e) => console.log('refused'));
        await fetch('http://example.com').then(async (r) => console.log(r.status, await r.text()), (e) => console.log('refused'));
      })();`);
    expect(printed).toMatch(/501 .*lookups\.twilio\.com/);
    expect(printed).toMatch(/refused$/m);
    expect(calls()).toHaveLength(1);
  });

  test('a tunnel to a foreign host is refused in words', async () => {
    const text = await new Promise<string>((resolve, reject) => {
      const asked = request(emulator.proxyUrl, { method: 'CONNECT', path: 'example.com:443' });
      asked.on('connect', (response, socket, head) => {
        let body = head.toString();
        socket.on('data', (chunk) => {
          body += chunk;
        });
        socket.on('end', () => resolve(`${response.statusCode} ${body}`));
      });
      asked.on('error', reject);
      asked.end();
    });
    expect(text).toMatch(/^403 .*does not play example\.com/);
  });
});

describe('the log of calls', () => {
  test('names method, URL, status and cause; a Function that calls is named too', async () => {
    await createService();
    emulator.world.invocations.set('run-1', { function: '/sms', cause: 'text-7', kill: () => undefined, dead: false });
    await twilioClient(emulator, undefined, { [invocationHeader]: 'run-1' }).sync.v1.services.list();
    const [first, second] = calls() as Extract<LoggedEvent, { kind: 'call' }>[];
    expect(first).toMatchObject({ method: 'POST', url: 'https://sync.twilio.com/v1/Services', status: 201 });
    expect(first?.function).toBeUndefined();
    expect(first?.cause).toMatch(/^call-/);
    expect(second).toMatchObject({ function: '/sms', invocation: 'run-1', cause: 'text-7', status: 200 });
  });
});

describe('faults', () => {
  test('delay: the call takes longer, and takes effect', async () => {
    emulator.faults.add({ kind: 'delay', ms: 60, nth: 1 });
    const began = performance.now();
    await createService();
    expect(performance.now() - began).toBeGreaterThanOrEqual(55);
    expect(await serviceCount()).toBe(1);
  });

  test('refuse: the connection breaks, and nothing has happened', async () => {
    emulator.faults.add({ kind: 'refuse', method: 'POST', nth: 1 });
    await expect(createService()).rejects.toThrow(/socket hang up|ECONNRESET/);
    expect(await serviceCount()).toBe(0);
    expect(calls()[0]).toMatchObject({ status: 0, note: expect.stringContaining('refused') });
  });

  test('status: that answer with that code, and nothing has happened', async () => {
    emulator.faults.add({ kind: 'status', method: 'POST', nth: 1, status: 429, code: 20429 });
    await expect(createService()).rejects.toMatchObject({ status: 429, code: 20429 });
    expect(await serviceCount()).toBe(0);
  });

  test('lost: the connection breaks, and it has happened', async () => {
    emulator.faults.add({ kind: 'lost', method: 'POST', nth: 1 });
    await expect(createService()).rejects.toThrow(/socket hang up|ECONNRESET/);
    expect(await serviceCount()).toBe(1);
    expect(calls()[0]).toMatchObject({ status: 201, note: expect.stringContaining('lost') });
  });

  test.each([
    [false, 0],
    [true, 1],
  ])(
    'kill with after %s: the Function ends, its call has taken effect %i times, its next call is refused',
    async (after, count) => {
      const invocation = {
        function: '/sms',
        cause: undefined,
        dead: false,
        kill() {
          this.dead = true;
        },
      };
      emulator.world.invocations.set('run-2', invocation);
      const client = twilioClient(emulator, undefined, { [invocationHeader]: 'run-2' });
      emulator.faults.add({ kind: 'kill', method: 'POST', nth: 1, after });
      await expect(client.sync.v1.services.create({ friendlyName: name })).rejects.toThrow();
      expect(invocation.dead).toBe(true);
      await expect(client.sync.v1.services.create({ friendlyName: name })).rejects.toThrow();
      expect(await serviceCount()).toBe(count);
    },
  );
});
