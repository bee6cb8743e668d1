import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ObjectRow } from '../../emulator/sync/rows';
import { twilioClient } from '../../emulator/testing';
import { type DeployedFrontdesk, deployedFrontdesk } from '../../scripts/people/deployed-frontdesk';
import type { Export } from '../../scripts/people/export';
import { forget, isNothing, tracesOf } from '../../scripts/people/forget';
import { localNumber, localVariables } from '../../scripts/start/local';
import type { E164 } from '../../src/phone';
import { localAdmin, type TestFrontdesk } from '../frontdesk';
import { root } from '../frontdesk/folders';
import { book, busyDay, people } from './busy-day';

let frontdesk: TestFrontdesk;
let order: string;
let reminder: string;
/** Where the operator is. */
let folder: string;
let deployed: DeployedFrontdesk;

beforeAll(async () => {
  ({ frontdesk, order, reminder } = await busyDay());
  frontdesk.emulator.markDeployed(); // a reset leads back to this day
  folder = mkdtempSync(join(tmpdir(), 'frontdesk-operator-'));
  const { accountSid, authToken } = frontdesk.emulator.account;
  const values = {
    TWILIO_ACCOUNT_SID: accountSid,
    TWILIO_AUTH_TOKEN: authToken,
    TWILIO_NUMBER: localNumber,
    ...localVariables,
  };
  const lines = Object.entries(values).map(([name, value]) => `${name}=${value}\n`);
  writeFileSync(join(folder, '.env'), lines.join(''));
  deployed = await deployedFrontdesk(
    twilioClient(frontdesk.emulator),
    { accountSid, authToken, number: localNumber },
    'dev',
    () => frontdesk.emulator.world.clock.now(),
  );
});
beforeEach(() => frontdesk.reset());
afterAll(async () => {
  await frontdesk.stop();
  rmSync(folder, { recursive: true, force: true });
});

const tsx = pathToFileURL(require.resolve('tsx')).href;

/** Runs a command as the operator does, without a terminal. */
function run(script: string, ...args: string[]): Promise<{ code: number; printed: string }> {
  const { PATH, HOME } = process.env;
  const env = { PATH, HOME, ...frontdesk.emulator.environment() };
  const all = ['--import', tsx, join(root, 'scripts', script), '--', ...args];
  return new Promise((done) => {
    execFile(process.execPath, all, { cwd: folder, env, maxBuffer: 1e8 }, (error, stdout, stderr) =>
      done({ code: typeof error?.code === 'number' ? error.code : 0, printed: stdout + stderr }),
    );
  });
}

/** Every place of the local Twilio where something with this number lies: by table, the rows as text. */
function whereNamed(number: string): string[] {
  const digits = new RegExp(`(?<!\\d)${number.slice(1)}(?!\\d)`);
  const tables = frontdesk.emulator.world.tables.snapshot();
  return Object.entries(tables)
    .filter(([table]) => table !== 'phones') // the handsets on the emulator's page
    .flatMap(([table, rows]) =>
      [...rows.values()].flatMap((row) => (digits.test(asText(row)) ? [`${table} ${nameOf(row)}`] : [])),
    );
}
// Whom Twilio would report to is Twilio's own: its API does not show it
const asText = (row: unknown) => JSON.stringify({ ...(row as object), statusCallback: undefined });
const nameOf = (row: unknown) => (row as ObjectRow).uniqueName ?? (row as { body?: string }).body ?? '';

const read = (file: string) => JSON.parse(readFileSync(join(folder, file), 'utf8')) as Export;

describe('export', () => {
  test("one person's data: what is stored, their texts and their conversations, and nobody else's", async () => {
    expect(await run('export.ts', people.dee, '--out', 'dee.json')).toEqual({
      code: 0,
      printed: expect.stringMatching(/dee\.json: \d+ documents?, \d+ items, \d+ texts, 1 conversation with a flow/),
    });
    expect(statSync(join(folder, 'dee.json')).mode & 0o777).toBe(0o600);
    const data = read('dee.json');
    expect(data).toMatchObject({ format: 'frontdesk-export/1', person: people.dee, number: localNumber, mentions: [] });
    expect(data.documents.map(({ name }) => name).sort()).toEqual(['conversation.12025550114', 'customer.12025550114']);
    expect(data.maps.orders).toEqual([
      expect.objectContaining({ key: order, data: expect.objectContaining({ name: 'Dee Doe' }) }),
    ]);
    expect(Object.keys(data.maps).sort()).toEqual(['activity', 'orders', 'texts']);
    expect(data.messages.map(({ body }) => body)).toContain('red Mini');
    expect(JSON.stringify(data.executions)).toContain('red Mini');
    const others = Object.values(people).filter((number) => number !== people.dee);
    for (const other of others) expect(JSON.stringify(data)).not.toContain(other.slice(1));
  });

  test('a patient and a provider: the reminder with its scheduled text; the roster, and where others name them', async () => {
    const eli = JSON.parse((await run('export.ts', people.eli, '--out', '-')).printed) as Export;
    expect(eli.maps.reminders).toContainEqual(expect.objectContaining({ key: reminder }));
    expect(eli.messages).toContainEqual(expect.objectContaining({ status: 'scheduled' }));
    expect(eli.documents.map(({ name }) => name)).toContainEqual(expect.stringMatching(/^idempotency\./));
    const ana = JSON.parse((await run('export.ts', people.ana, '--out', '-')).printed) as Export;
    expect(ana.maps.roster).toEqual([expect.objectContaining({ data: expect.objectContaining({ name: 'Ana Diaz' }) })]);
    expect(ana.mentions).toContainEqual(expect.objectContaining({ name: 'request.12025550113' }));
  });

  test("everybody's data, into a file of its own that nobody else can read", async () => {
    const { code, printed } = await run('export.ts');
    expect(code).toBe(0);
    const file = printed.slice(0, printed.indexOf(': '));
    expect(file).toMatch(/\.local\/exports\/[\dTZ-]+\.json$/);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const text = readFileSync(file, 'utf8');
    for (const number of Object.values(people)) expect(text).toContain(number);
    expect((JSON.parse(text) as Export).person).toBeNull();
  });

  test('nothing is written over, and what is no number is said', async () => {
    writeFileSync(join(folder, 'kept.json'), 'kept');
    expect(await run('export.ts', '--out', 'kept.json')).toEqual({
      code: 1,
      printed: expect.stringMatching(/is there already/),
    });
    expect(readFileSync(join(folder, 'kept.json'), 'utf8')).toBe('kept');
    expect(await run('export.ts', '2025550114')).toEqual({
      code: 1,
      printed: expect.stringMatching(/not a whole number/),
    });
  });
});

describe('forget', () => {
  test('says what there is and what goes on, and changes nothing until it is told to', async () => {
    const before = frontdesk.emulator.world.tables.snapshot();
    const rehearsed = await run('forget.ts', people.dee, '--dry-run');
    expect(rehearsed).toEqual({
      code: 0,
      printed: expect.stringMatching(
        / 1 {2}orders: an order.*[\s\S]*texts at Twilio[\s\S]*goes on: the order 1 Dee Doe is open/,
      ),
    });
    for (const [given, missing] of [
      [[], '--cancel and --yes'],
      [['--yes'], '--cancel'],
      [['--cancel'], '--yes'],
    ] as const) {
      const refused = await run('forget.ts', people.dee, ...given);
      expect(refused).toEqual({
        code: 1,
        printed: expect.stringContaining(`Nothing was removed. Run it with ${missing} to agree.`),
      });
    }
    expect(frontdesk.emulator.world.tables.snapshot()).toEqual(before);
  });

  test('a customer in the middle of a conversation: the order is cancelled, they are told, and nothing is left', async () => {
    const { code, printed } = await run('forget.ts', people.dee, '--cancel', '--yes');
    expect(printed).toMatch(/End: the order 1 Dee Doe[\s\S]*Removed orders: 1[\s\S]*Deleted at Twilio: \d+ texts/);
    expect(printed).toMatch(/Nothing of \+12025550114 is left\.\nWhat remains:/);
    expect(code).toBe(0);
    expect(whereNamed(people.dee)).toEqual([]);
    expect(await run('forget.ts', people.dee, '--yes')).toEqual({
      code: 0,
      printed: expect.stringMatching(/^Nothing is stored of \+12025550114\.\n/),
    });
  });

  test('a patient: the scheduled text is taken back and never comes', async () => {
    const { code, printed } = await run('forget.ts', people.eli, '--cancel', '--yes');
    expect(printed).toMatch(/an appointment on .* 1 texts still to go out/);
    expect(code).toBe(0);
    expect(whereNamed(people.eli)).toEqual([]);
    await frontdesk.advance(3 * 24 * 60 * 60_000);
    expect(frontdesk.phone(people.eli).allHeard()).toEqual([]);
  });

  test('a provider in a session: the receiver hears of it, and what others keep does not name them', async () => {
    const { cal, ana, hal } = people;
    frontdesk.phone(cal).ignoreTexts();
    expect(await run('forget.ts', ana, '--yes', '--cancel')).toMatchObject({ code: 0 });
    expect(frontdesk.phone(cal)).toHear(/cancel/i);
    expect(whereNamed(ana)).toEqual([]);
    // Life goes on: who waits meets the next provider, and the forgotten one is a stranger
    frontdesk.phone(hal).ignoreTexts();
    await frontdesk.phone(people.ben).texts('!available');
    expect(frontdesk.phone(hal)).toHear(/zoom/i);
    await frontdesk.phone(ana).texts('!available');
    expect(frontdesk.phone(ana)).toHear(/subscribe/i);
    expect((await frontdesk.tick()).status).toBe(200);
  });

  test('somebody who waits in line leaves it', async () => {
    expect(await run('forget.ts', people.hal, '--yes', '--cancel')).toMatchObject({ code: 0 });
    expect(whereNamed(people.hal)).toEqual([]);
    await frontdesk.phone(people.ben).texts('!available');
    expect(frontdesk.phone(people.hal).allHeard()).toEqual([]);
  });

  test('a stop outlives it, and says so', async () => {
    const { code, printed } = await run('forget.ts', people.gus, '--yes');
    expect(printed).toMatch(/What remains:\n {2}- that they texted STOP, for good/);
    expect(code).toBe(0);
    expect(whereNamed(people.gus).filter((place) => !/opt-?out/i.test(place))).toEqual([]);
    expect(whereNamed(people.gus)).toContain('sync.objects optout.12025550117');
    await expect(book(frontdesk, people.gus, 24 * 60 * 60_000)).rejects.toThrow(/STOP|START|opted/i);
  });

  test('with --stop nobody is texted again who never asked for it', async () => {
    expect(await run('forget.ts', people.fay, '--yes', '--stop')).toMatchObject({ code: 0 });
    expect(whereNamed(people.fay)).toEqual(['sync.objects optout.12025550116']);
    await expect(book(frontdesk, people.fay, 24 * 60 * 60_000)).rejects.toThrow(/STOP|START|opted/i);
  });

  test('an admin: signed out of the desk, and told to change ADMIN_NUMBERS', async () => {
    const { printed } = await run('forget.ts', localAdmin, '--yes', '--cancel');
    expect(printed).toMatch(/Removed desk-session\.<hash>: 1/);
    expect(printed).toMatch(/ADMIN_NUMBERS in \.env names them/);
  });

  test('whichever call to Twilio fails, the next run ends with nothing left and the others untouched', async () => {
    const { emulator } = frontdesk;
    const waitMs = async () => undefined;
    const once = () => forget(deployed, people.dee as E164, { waitMs }, () => undefined);
    let failures = 0;
    for (let nth = 1; ; nth += 3) {
      await frontdesk.reset();
      const fault = emulator.faults.add({ kind: 'lost', nth, times: 1 });
      const failed = await once().then(
        () => false,
        () => true,
      );
      emulator.faults.remove(fault);
      if (failed) failures += 1;
      await emulator.world.causes.settled();
      const left = await once();
      expect(isNothing(left)).toBe(true);
      expect(whereNamed(people.dee)).toEqual([]);
      expect((await tracesOf(deployed, people.eli as E164)).own.length).toBeGreaterThan(3);
      if (!failed && nth > 60) break;
    }
    expect(failures).toBeGreaterThan(10);
  });
});
