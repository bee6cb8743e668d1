import { execFile, spawn } from 'node:child_process';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parse } from 'dotenv';
import { openAccount, stateOf, type TestAccount } from './testing/account';

/** The commands as an operator runs them, without a terminal: nobody is there to answer. */

let account: TestAccount;
beforeAll(async () => {
  account = await openAccount();
  const lines = Object.entries(account.values).map(([name, value]) => `${name}=${value}\n`);
  writeFileSync(join(account.root, '.env'), lines.join(''));
});
beforeEach(() => account.emulator.reset());
afterAll(() => account.stop());

const tsx = pathToFileURL(require.resolve('tsx')).href;

const argumentsFor = (script: string, args: readonly string[]) => [
  ...['--import', tsx, resolve(__dirname, script), '--'],
  ...args,
];
function where() {
  const { PATH, HOME } = process.env;
  return { cwd: account.root, env: { PATH, HOME, ...account.emulator.environment() } };
}

function run(script: string, ...args: string[]): Promise<{ code: number; printed: string }> {
  return new Promise((done) => {
    execFile(process.execPath, argumentsFor(script, args), where(), (error, stdout, stderr) =>
      done({ code: typeof error?.code === 'number' ? error.code : 0, printed: stdout + stderr }),
    );
  });
}

/** Runs it until it has printed this; `then` gets the process. What it printed on standard error is answered. */
function runUntil(line: string, then: (child: ReturnType<typeof spawn>) => void, script: string, ...args: string[]) {
  return new Promise<{ code: number | null; errors: string }>((done) => {
    const child = spawn(process.execPath, argumentsFor(script, args), {
      ...where(),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let [printed, errors] = ['', ''];
    child.stderr.on('data', (data: Buffer) => (errors += data));
    child.stdout.on('data', (data: Buffer) => {
      const before = printed;
      printed += data;
      if (!before.includes(line) && printed.includes(line)) then(child);
    });
    child.once('close', (code) => done({ code, errors }));
  });
}

test('deploy --dry-run, deploy, doctor, flows:diff, undeploy', async () => {
  const before = await stateOf(account.client);
  const rehearsed = await run('deploy.ts', '--dry-run');
  expect(rehearsed).toEqual({
    code: 0,
    printed: expect.stringMatching(
      /^Services: pickup, dispatch, reminders\nThis is what a deploy would do:\n {2}- Create/m,
    ),
  });
  expect(await stateOf(account.client)).toEqual(before);

  const deployed = await run('deploy.ts', '--built');
  expect(deployed).toEqual({
    code: 0,
    printed: expect.stringMatching(/Live at https:\/\/frontdesk-\d+-dev\.twil\.io/),
  });
  expect(deployed.printed).toMatch(/✗ The tick runs: it never ran/);
  expect(deployed.printed).not.toContain(account.emulator.account.authToken);
  const keysFile = join(account.root, '.local', 'deployed-dev.env');
  const keys = parse(readFileSync(keysFile));
  expect(keys).toEqual({
    SERVICE_URL: expect.stringMatching(/^https:\/\/frontdesk-\d+-dev\.twil\.io$/),
    REMINDER_API_KEY: expect.any(String),
    TICK_KEY: expect.any(String),
  });
  expect(statSync(keysFile).mode & 0o777).toBe(0o600);
  for (const key of [keys.REMINDER_API_KEY, keys.TICK_KEY]) expect(deployed.printed).not.toContain(key);

  expect(await run('doctor.ts')).toEqual({ code: 1, printed: expect.stringMatching(/\n1 to mend\.\n$/) });
  expect(await run('flows.ts', 'diff')).toEqual({ code: 0, printed: 'order-pickup: the same\nreschedule: the same\n' });

  const asked = await run('undeploy.ts');
  expect(asked).toEqual({ code: 1, printed: expect.stringMatching(/Nothing was removed\. Run it with --yes/) });
  expect(await run('undeploy.ts', '--yes')).toMatchObject({ code: 0 });
  expect(existsSync(keysFile)).toBe(false);
  expect(await stateOf(account.client)).toEqual(before);
});

test('a number that serves something else is not taken without --yes', async () => {
  const [phone] = await account.client.incomingPhoneNumbers.list();
  await account.client.incomingPhoneNumbers(phone!.sid).update({ smsUrl: 'https://example.com/sms' });
  const before = await stateOf(account.client);
  const refused = await run('deploy.ts', '--built');
  expect(refused).toEqual({ code: 1, printed: expect.stringMatching(/Nothing was changed\. Run it with --yes/) });
  expect(await stateOf(account.client)).toEqual(before);
  expect(await run('deploy.ts', '--built', '--yes')).toMatchObject({ code: 0 });
});

test('Ctrl-C in the middle says what to do, and the same command then ends it', async () => {
  const interrupted = await runUntil('Deploying:', (child) => child.kill('SIGINT'), 'deploy.ts', '--built', '--yes');
  expect(interrupted).toEqual({
    code: 130,
    errors: expect.stringMatching(/Not all of it is done: run npm run deploy/),
  });
  expect(await run('deploy.ts', '--built', '--yes')).toMatchObject({ code: 0 });
});

test('whoever reads may go away: what was begun is finished, without a stack', async () => {
  const noStack = expect.not.stringMatching(/EPIPE| at .*:\d+:\d+/);
  const leave = (child: ReturnType<typeof spawn>) => child.stdout?.destroy();
  expect(await runUntil('Services:', leave, 'deploy.ts', '--built')).toEqual({ code: 0, errors: noStack });
  expect(await runUntil('The account', leave, 'doctor.ts')).toEqual({ code: 1, errors: noStack });
  expect(await runUntil('{', leave, 'export.ts', '--out', '-')).toEqual({ code: 0, errors: noStack });
});

test('credentials that Twilio does not accept are said in words by every command', async () => {
  const wrong = { ...account.values, TWILIO_AUTH_TOKEN: 'x'.repeat(32) };
  const lines = Object.entries(wrong).map(([name, value]) => `${name}=${value}\n`);
  writeFileSync(join(account.root, 'wrong.env'), lines.join(''));
  for (const [script, ...args] of [
    ['deploy.ts'],
    ['doctor.ts'],
    ['undeploy.ts'],
    ['flows.ts', 'push'],
    ['export.ts'],
  ] as const) {
    const { code, printed } = await run(script, ...args, '--env-file', 'wrong.env');
    expect({ script, code }).toEqual({ script, code: 1 });
    expect(printed).toMatch(/Twilio does not accept TWILIO_ACCOUNT_SID together with TWILIO_AUTH_TOKEN/);
    expect(printed).not.toMatch(/ at .*\.ts:|xxxxxxxx/);
  }
});

test('what is wrong is said in a sentence, not as a stack', async () => {
  expect(await run('deploy.ts', '--enviroment', 'prod')).toEqual({
    code: 1,
    printed: expect.stringMatching(/'--enviroment'/),
  });
  expect(await run('doctor.ts', '--environment', 'Prod!')).toEqual({
    code: 1,
    printed: '--environment is Prod!: it must be up to 16 small letters, digits and hyphens.\n',
  });
  expect(await run('deploy.ts', '--env-file', 'nowhere')).toEqual({
    code: 1,
    printed: 'There is no file nowhere: copy .env.example to .env and fill it in.\n',
  });
  writeFileSync(join(account.root, 'empty.env'), 'TWILIO_ACCOUNT_SID=\n');
  const missing = await run('deploy.ts', '--env-file', 'empty.env');
  expect(missing.code).toBe(1);
  expect(missing.printed).toMatch(/^TWILIO_ACCOUNT_SID is missing.*\nTWILIO_AUTH_TOKEN is missing/);
  expect(missing.printed).not.toMatch(/ at .*\.ts:/);
});
