import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { twilioClient } from '../../emulator/testing';
import { deployedFrontdesk } from '../../scripts/people/deployed-frontdesk';
import { localNumber, localVariables } from '../../scripts/start/local';
import { settingsMap } from '../../src/settings/map';
import { openFrontdesk, type TestFrontdesk } from '../frontdesk';
import { apiOf, day, hour } from './api';

// A file of appointments, as an operator imports it.

const tsx = pathToFileURL(require.resolve('tsx')).href;
const script = resolve(__dirname, '..', '..', 'scripts', 'import.ts');

let frontdesk: TestFrontdesk;
let folder: string;
beforeAll(async () => {
  frontdesk = await openFrontdesk({ rateLimits: false });
  folder = mkdtempSync(join(tmpdir(), 'frontdesk-import-'));
});
beforeEach(() => frontdesk.reset());
afterEach(() => expect(frontdesk.phones).toHearNothing());
afterAll(async () => {
  await frontdesk.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** npm run import -- FILE …, where SERVICE_URL and the key are set. */
function run(file: string, ...args: string[]): Promise<{ code: number; printed: string }> {
  const { PATH, HOME } = process.env;
  const key = frontdesk.deployed.variables.REMINDER_API_KEY;
  const env = {
    ...{ PATH, HOME, SERVICE_URL: frontdesk.emulator.serviceUrl, REMINDER_API_KEY: key },
    ...frontdesk.emulator.environment(),
  };
  return new Promise((done) => {
    execFile(
      process.execPath,
      ['--import', tsx, script, '--', join(folder, file), ...args],
      { cwd: folder, env },
      async (error, stdout, stderr) => {
        await frontdesk.emulator.world.causes.settled();
        expect(stdout + stderr).not.toContain(key);
        done({ code: typeof error?.code === 'number' ? error.code : 0, printed: stdout + stderr });
      },
    );
  });
}
const stored = async () => {
  const { body } = await apiOf(frontdesk).call('list', {});
  return (body.reminders as unknown[]).length;
};

/** Three days from now, on the wall clock of UTC. */
const appointmentMs = () => Math.ceil((frontdesk.emulator.world.clock.now() + 3 * day) / hour) * hour;
const wallClock = (ms: number) => new Date(ms).toISOString().slice(0, 16).replace('T', ' ');

test('a CSV: rehearsed, imported, imported again; and the phone hears in time', async () => {
  const startMs = appointmentMs();
  const [date, time] = wallClock(startMs).split(' ');
  const rows = [
    'Name;Telefon;Date;Time;Doctor',
    `Ann;(202) 555-0143;${date};${time};Dr Ito`,
    `Bob;12345;${date};${time};Dr Ito`,
  ];
  writeFileSync(join(folder, 'list.csv'), `\uFEFF${rows.join('\r\n')}\r\n`, 'utf16le');
  const options = ['--map', 'phone=Telefon', '--default-country', 'US', '--time-zone', 'UTC'];

  const rehearsed = await run('list.csv', ...options, '--dry-run');
  expect(rehearsed.code).toBe(1);
  expect(rehearsed.printed).toContain(`line 2  …0143`);
  expect(rehearsed.printed).toContain(wallClock(startMs - day));
  expect(rehearsed.printed).toContain('with Dr Ito');
  expect(rehearsed.printed).toMatch(/line 3 {2}refused: contact_number is not a phone number/);
  expect(await stored()).toBe(0);

  const first = await run('list.csv', ...options);
  expect(first).toMatchObject({
    code: 1,
    printed: expect.stringMatching(/1 created, 0 already there, 1 refused, 0 skipped/),
  });
  const again = await run('list.csv', ...options);
  expect(again).toMatchObject({ code: 1, printed: expect.stringMatching(/0 created, 1 already there, 1 refused/) });
  expect(await stored()).toBe(1);

  const refused = join(folder, 'list.refused.csv');
  writeFileSync(refused, readFileSync(refused, 'utf8').replace('12345', '(202) 555-0144'));
  const corrected = await run('list.refused.csv', ...options);
  expect(corrected).toMatchObject({ code: 0, printed: expect.stringMatching(/1 line: 1 created/) });
  expect(await stored()).toBe(2);

  const phones = ['+12025550143', '+12025550144'].map(frontdesk.phone);
  await frontdesk.advance(startMs - day - 1000 - frontdesk.emulator.world.clock.now());
  expect(phones).toHearNothing();
  await frontdesk.advance(1000);
  for (const phone of phones) expect(phone).toHear(/with Dr Ito/);
});

test('an import that was interrupted goes on, and what a busy service refused is asked again', async () => {
  const startMs = appointmentMs();
  const rows = Array.from({ length: 6 }, (_, n) => `1202555013${n},${wallClock(startMs)}`);
  writeFileSync(join(folder, 'list.csv'), ['phone,time', ...rows.slice(0, 3)].join('\n'));
  expect(await run('list.csv', '--time-zone', 'UTC')).toMatchObject({ code: 0 });
  writeFileSync(join(folder, 'list.csv'), ['phone,time', ...rows].join('\n'));
  frontdesk.emulator.faults.add({ kind: 'refuse', url: 'Messages.json', times: 1 });
  const { code, printed } = await run('list.csv', '--time-zone', 'UTC');
  expect({ code, printed }).toEqual({ code: 0, printed: expect.stringMatching(/6 lines: 3 created, 3 already there/) });
  expect(await stored()).toBe(6);
});

test('a dry run shows the words that staff edited where it has the account, and says where it has not', async () => {
  writeFileSync(join(folder, 'list.csv'), `phone,time\n12025550130,${wallClock(appointmentMs())}`);
  const { accountSid, authToken } = frontdesk.emulator.account;
  const settings = { accountSid, authToken, number: localNumber };
  const deployed = await deployedFrontdesk(twilioClient(frontdesk.emulator), settings, 'dev');
  const text = '{{org}}: see you {{when}}. Yes or No?';
  await deployed.frontdesk.store.putItem(settingsMap, 'texts.en', {
    texts: { reminder: { text, by: '…0100', atMs: 0 } },
  });
  const without = await run('list.csv', '--time-zone', 'UTC', '--dry-run');
  expect(without.printed).toMatch(/^The texts are shown as they came, .* where \.env has the account/);
  expect(without.printed).toContain('You have an appointment');

  const values = { TWILIO_ACCOUNT_SID: accountSid, TWILIO_AUTH_TOKEN: authToken, TWILIO_NUMBER: localNumber };
  const lines = Object.entries({ ...values, ...localVariables }).map(([name, value]) => `${name}=${value}`);
  writeFileSync(join(folder, 'account.env'), lines.join('\n'));
  const withIt = await run('list.csv', '--time-zone', 'UTC', '--dry-run', '--env-file', join(folder, 'account.env'));
  expect(withIt.printed).toMatch(/^line 2 .*\n +"[^"]+: see you \w+day [^"]+\. Yes or No\?"/);
});

test('what was imported and then deleted is left out of the next import of the file, and said', async () => {
  const rows = ['12025550130', '12025550131'].map((phone) => `${phone},${wallClock(appointmentMs())}`);
  writeFileSync(join(folder, 'list.csv'), ['phone,time', ...rows].join('\n'));
  await run('list.csv', '--time-zone', 'UTC');
  const { body } = await apiOf(frontdesk).call('list', { contact_number: '12025550131' });
  const [{ reminder_id }] = body.reminders as [{ reminder_id: string }];
  await apiOf(frontdesk).call('delete', { reminder_id });
  const { code, printed } = await run('list.csv', '--time-zone', 'UTC');
  expect({ code, printed }).toEqual({
    code: 0,
    printed: expect.stringMatching(
      /line 3 {2}skipped: was booked before and has been deleted since\n2 lines: 0 created, 1 already there, 0 refused, 1 skipped/,
    ),
  });
  expect(await stored()).toBe(1);
});

test('a calendar: each repetition is an appointment', async () => {
  const stamp = (ms: number) => new Date(ms).toISOString().replace(/[-:]|\.000/g, '');
  writeFileSync(
    join(folder, 'calendar.ics'),
    [
      'BEGIN:VCALENDAR',
      'BEGIN:VEVENT',
      `DTSTART:${stamp(appointmentMs())}`,
      'RRULE:FREQ=WEEKLY;COUNT=2',
      'ATTENDEE:tel:+12025550143',
      'ORGANIZER;CN=Dr Ito:mailto:ito@example.com',
      'END:VEVENT',
      'END:VCALENDAR',
    ].join('\r\n'),
  );
  const { code, printed } = await run('calendar.ics', '--time-zone', 'America/New_York');
  expect({ code, printed }).toEqual({ code: 0, printed: expect.stringMatching(/2 lines: 2 created/) });
  const phone = frontdesk.phone('+12025550143');
  await frontdesk.advance(appointmentMs() - frontdesk.emulator.world.clock.now());
  expect(phone).toHear(/with Dr Ito/);
});
