import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { createEmulator, type Emulator } from '../index';

/** Twilio's own tools deploy to the emulator, and what they deployed is served. */

const run = promisify(execFile);
const callback = (value: string) => `exports.handler = (context, event, callback) => callback(null, ${value});`;
const project: Record<string, string> = {
  'package.json': JSON.stringify({
    name: 'fixture',
    version: '1.0.0',
    dependencies: { twilio: '6.2.0', '@twilio/runtime-handler': '2.0.1' },
  }),
  '.env': 'COLOR=green\nEMPTY=\n',
  'functions/hello.js': callback("'Hello from ' + context.DOMAIN_NAME + ', ' + context.COLOR"),
  'functions/who.js': callback('String(process.pid)'),
  'functions/version.js': callback("'one'"),
  'functions/counts.js': `let count = 0;\n${callback('String(++count)')}`,
  'functions/slow.js': `exports.handler = (context, event, callback) => setTimeout(callback, 400, null, 'slow one');`,
  'functions/sms/inbound.protected.js': callback('event.Body'),
  'functions/lib.private.js': 'exports.answer = 42;',
  'functions/uses-lib.js': `exports.handler = (context, event, callback) =>
    callback(null, { answer: require(Runtime.getFunctions().lib.path).answer });`,
  'functions/uses-twilio.js': `exports.handler = async (context, event, callback) => {
    try {
      const services = await context.getTwilioClient().serverless.v1.services.list();
      callback(null, { services: services.map(({ uniqueName }) => uniqueName) });
    } catch (error) { callback(error); }
  };`,
  'functions/not-awaited.js': `exports.handler = (context, event, callback) => {
    const later = new Promise((resolve) => setTimeout(resolve, 20));
    later.then(() => context.getTwilioClient().serverless.v1.services.create({ uniqueName: 'too-late', friendlyName: 'x' })).catch(() => undefined);
    callback(null, 'gone');
  };`,
  'functions/waits-then-calls.js': `exports.handler = async (context, event, callback) => {
    while (!process.mayGoOn) await new Promise((resolve) => setTimeout(resolve, 5));
    await context.getTwilioClient().serverless.v1.services.create({ uniqueName: 'by-the-dead', friendlyName: 'x' }).catch(() => undefined);
    callback(null, 'alive');
  };`,
  'functions/go-on.js': `process.mayGoOn = false;\n${callback('String((process.mayGoOn = true))')}`,
  'functions/uses-fetch.js': `exports.handler = async (context, event, callback) => {
    try {
      const answer = await fetch('https://echo.twilio.com/token', { method: 'POST', headers: { 'X-Own': 'kept' } });
      callback(null, await answer.json());
    } catch (error) { callback(error); }
  };`,
  'functions/logs-a-word.js': `exports.handler = (context, event, callback) => {
    console.log(event.word);
    callback(null, 'logged');
  };`,
  'functions/leaves.js': `exports.handler = async (context, event, callback) => {
    try { callback(null, (await fetch('https://example.com/')).status); } catch (error) { callback(error); }
  };`,
  'assets/desk/index.html': '<p>desk</p>',
  'assets/ding.mp3': 'not really sound',
  'assets/words.private.json': '{"hi":"hello"}',
};

const deployScript = `
  const { TwilioServerlessApiClient } = require(${JSON.stringify(require.resolve('@twilio-labs/serverless-api'))});
  const { TWILIO_ACCOUNT_SID: username, TWILIO_AUTH_TOKEN: password } = process.env;
  const client = new TwilioServerlessApiClient({ username, password });
  const options = JSON.parse(process.argv[1]);
  client.deployLocalProject({
    username, password, cwd: process.cwd(), envPath: '.env', env: { COLOR: 'blue' },
    pkgJson: require(process.cwd() + '/package.json'),
    serviceName: 'fixture', functionsFolderName: 'functions', assetsFolderName: 'assets', functionsEnv: 'dev',
    overrideExistingService: true, runtime: 'node22', uiEditable: false, ...options,
  }).then(
    ({ functionResources, assetResources, ...result }) => console.log(JSON.stringify(result)),
    (error) => { console.log(JSON.stringify({ failed: error.message, code: error.code })); },
  );
`;

let folder: string;
let emulator: Emulator;
const start = async () => {
  emulator = await createEmulator({
    port: 0,
    caFolder: join(folder, 'ca'),
    stateFolder: join(folder, 'state'),
    checkResponses: true,
  });
  emulator.world.webhooks.serve((host) => (host === 'echo.twilio.com' ? echo : undefined));
};
const echo = async ({ headers }: { headers: Readonly<Record<string, string>> }) => ({
  status: 200,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ own: headers['x-own'], run: headers['x-emulator-invocation'] }),
});
const write = (files: Record<string, string>) => {
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, 'project', name)), { recursive: true });
    writeFileSync(join(folder, 'project', name), content);
  }
};
const inProject = async (args: readonly string[]) => {
  const { PATH, HOME } = process.env;
  const env = { PATH, HOME, ...emulator.environment() };
  const { stdout } = await run(process.execPath, args, { cwd: join(folder, 'project'), env });
  return stdout;
};
const deploy = async (options: object = {}) => {
  const lines = (await inProject(['-e', deployScript, JSON.stringify(options)])).trim().split('\n');
  return JSON.parse(lines.at(-1) ?? '{}');
};
const call = (path: string, init?: RequestInit) => fetch(emulator.serviceUrl + path, init);
const text = async (path: string) => (await call(path)).text();

const api = async (path: string, method = 'GET') => {
  const { accountSid, authToken } = emulator.account;
  const authorization = `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}`;
  const answer = await plainRequest(emulator.url + path, method, { host: 'serverless.twilio.com', authorization });
  return answer === '' ? undefined : JSON.parse(answer);
};
const environmentSid = async (domainSuffix: string): Promise<string> => {
  const { environments } = await api('/v1/Services/fixture/Environments');
  return environments.find((one: { domain_suffix: string }) => one.domain_suffix === domainSuffix).sid;
};
/** Unlike fetch, it lets one say which host is meant. */
const plainRequest = (url: string, method: string, headers: Record<string, string>) =>
  new Promise<string>((resolve, reject) => {
    const sent = httpRequest(url, { method, headers }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('end', () => resolve(Buffer.concat(chunks).toString('utf8')));
    });
    sent.on('error', reject);
    sent.end();
  });

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'toolkit-'));
  write(project);
  await start();
  expect(await deploy()).toMatchObject({ serviceName: 'fixture', runtime: 'node22' });
});
afterAll(async () => {
  expect(emulator.violations).toEqual([]);
  await emulator.stop();
  rmSync(folder, { recursive: true, force: true });
});

test('the toolkit deploys Functions, assets and variables', async () => {
  const domain = emulator.serverless.domain();
  expect(domain).toMatch(/^fixture-\d{4}-dev\.twil\.io$/);
  expect(await text('/hello')).toBe(`Hello from ${domain}, blue`);
  expect(await text('/desk/index.html')).toBe('<p>desk</p>');
  expect((await call('/ding.mp3')).headers.get('content-type')).toBe('audio/mpeg');
  expect((await call('/words.json')).status).toBe(404);
  expect((await call('/lib')).status).toBe(404);
  expect(JSON.parse(await text('/uses-lib'))).toEqual({ answer: 42 });
  expect((await call('/sms/inbound', { method: 'POST' })).status).toBe(403);
});

test('a signed webhook to the https domain reaches a protected Function', async () => {
  const url = `https://${emulator.serverless.domain()}/sms/inbound`;
  expect(await emulator.world.webhooks.send({ url, params: { Body: 'Hi' } })).toMatchObject({
    status: 200,
    body: 'Hi',
  });
});

test('the twilio package in a Function reaches the emulator, which knows who calls', async () => {
  const answer = await call('/uses-twilio');
  expect(await answer.json()).toEqual({ services: ['fixture'] });
  const calls = emulator.world.log.list().filter((event) => event.kind === 'call' && event.function === '/uses-twilio');
  expect(calls).toMatchObject([{ method: 'GET', status: 200, invocation: answer.headers.get('twilio-request-id') }]);
});

test('fetch in a Function goes through the proxy, marked with its run, and nowhere else', async () => {
  const answer = await call('/uses-fetch');
  expect(await answer.json()).toEqual({ own: 'kept', run: answer.headers.get('twilio-request-id') });
  expect((await call('/leaves')).status).toBe(500);
});

test('what a Function has not awaited is lost', async () => {
  expect(await text('/not-awaited')).toBe('gone');
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(JSON.parse(await text('/uses-twilio')).services).toEqual(['fixture']);
});

test('a killed Function changes nothing any more', async () => {
  const killed = call('/waits-then-calls');
  const run = () => [...emulator.world.invocations.values()].find((one) => one.function === '/waits-then-calls');
  while (run() === undefined) await new Promise((resolve) => setTimeout(resolve, 5));
  run()?.kill();
  expect((await killed).status).toBe(504);
  expect(await text('/go-on')).toBe('true');
  await new Promise((resolve) => setTimeout(resolve, 250));
  expect(JSON.parse(await text('/uses-twilio')).services).toEqual(['fixture']);
  expect(await text('/waits-then-calls')).toBe('alive');
  expect(JSON.parse(await text('/uses-twilio')).services).toContain('by-the-dead');
});

test('a deploy of the same code keeps the process, one of other code replaces it without losing a request', async () => {
  const before = await text('/who');
  await deploy();
  expect(await text('/who')).toBe(before);

  write({ 'functions/version.js': callback("'two'"), 'functions/slow.js': callback("'slow two'") });
  const deployed = deploy().then(() => 'deployed');
  const seen = new Set<string>();
  const under = new Set<Promise<void>>();
  const ask = (path: string) => {
    const answer = text(path).then((said) => void seen.add(said));
    under.add(answer);
    void answer.finally(() => under.delete(answer));
  };
  const each = () => new Promise((resolve) => setTimeout(resolve, 20, 'waiting'));
  while ((await Promise.race([deployed, each()])) !== 'deployed') {
    if (under.size < 20) for (const path of ['/slow', '/version']) ask(path); // the platform refuses more than 30
  }
  await Promise.all(under);
  expect([...seen].sort()).toEqual(expect.arrayContaining(['one', 'slow one']));
  for (const answer of seen) expect(['one', 'two', 'slow one', 'slow two']).toContain(answer);
  expect(await text('/version')).toBe('two');
  expect(await text('/who')).not.toBe(before);
});

test('other variables alone make a new process, too', async () => {
  await deploy({ env: { COLOR: 'red' } });
  expect(await text('/hello')).toMatch(/red$/);
});

test('a version of the runtime handler that the platform does not have is refused', async () => {
  for (const version of ['2.1.0', '2.0.3', '^2.0.1']) {
    const pkgJson = { dependencies: { twilio: '6.2.0', '@twilio/runtime-handler': version } };
    const refused = { failed: `No matching version found for @twilio/runtime-handler@${version}`, code: 20001 };
    expect(await deploy({ pkgJson })).toEqual(refused);
  }
});

const twilioRun = require.resolve('twilio-run/bin/twilio-run.js');
const credentials = () => ['--username', emulator.account.accountSid, '--password', emulator.account.authToken];

test('twilio-run deploy works from the command line, with the variables of .env', async () => {
  const options = ['--override-existing-project', '--service-name', 'fixture', '--runtime', 'node22'];
  await inProject([twilioRun, 'deploy', ...credentials(), ...options]);
  expect(await text('/hello')).toMatch(/green$/);
});

test('twilio-run promotes a build to another environment, which has a domain and variables of its own', async () => {
  const { sid } = (await api('/v1/Services/fixture')) as { sid: string };
  const dev = emulator.serverless.domain() ?? '';
  const options = [
    '--service-sid',
    sid,
    '--source-environment',
    'dev',
    '--environment',
    'prod',
    '--create-environment',
  ];
  writeFileSync(join(folder, 'project', '.env'), 'COLOR=gold\n');
  await inProject([twilioRun, 'promote', ...credentials(), ...options]);
  const prod = dev.replace('-dev.', '-prod.');
  expect(emulator.serverless.domain()).toBe(prod);
  expect(await text('/hello')).toBe(`Hello from ${prod}, gold`);
  const other = await emulator.world.webhooks.send({ url: `https://${dev}/hello`, method: 'GET', params: {} });
  expect(other.body).toBe(`Hello from ${dev}, green`);
  await api(`/v1/Services/${sid}/Environments/${await environmentSid('prod')}`, 'DELETE');
  expect(emulator.serverless.domain()).toBe(dev);
});

test('twilio-run shows what Functions wrote to their console', async () => {
  const { sid } = (await api('/v1/Services/fixture')) as { sid: string };
  await text('/logs-a-word?word=porcupine');
  const printed = await inProject([twilioRun, 'logs', ...credentials(), '--service-sid', sid, '--environment', 'dev']);
  expect(printed).toContain('porcupine');
});

test('the emulator serves the last deployment again after a restart', async () => {
  const domain = emulator.serverless.domain();
  await emulator.stop();
  await start();
  expect(emulator.serverless.domain()).toBe(domain);
  expect(await text('/hello')).toBe(`Hello from ${domain}, green`);
  expect(await text('/desk/index.html')).toBe('<p>desk</p>');
});

test('a reset puts the deployment back that was marked, also while its Functions start, and nobody complains', async () => {
  emulator.markDeployed();
  await deploy({ env: { COLOR: 'pink' } });
  expect(await text('/hello')).toMatch(/pink$/);
  const complaint = jest.spyOn(console, 'error').mockImplementation(() => undefined);
  const pink = emulator.world.tables.snapshot();
  await emulator.reset();
  emulator.world.tables.restore(pink);
  await emulator.reset();
  expect(await text('/hello')).toMatch(/green$/);
  expect(complaint).not.toHaveBeenCalled();
  complaint.mockRestore();
});

test('what a Function keeps in memory stays for its next run, and goes with a reset', async () => {
  emulator.markDeployed();
  await text('/counts');
  expect(Number(await text('/counts'))).toBeGreaterThan(1);
  const pid = await text('/who');
  await emulator.reset();
  expect([await text('/counts'), await text('/counts')]).toEqual(['1', '2']);
  expect(await text('/who')).toBe(pid);
});
