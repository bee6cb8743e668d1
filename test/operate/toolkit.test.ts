import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { openFrontdesk, type TestFrontdesk } from '../frontdesk';
import { root } from '../frontdesk/folders';

const run = promisify(execFile);
const commandLine = join(root, 'node_modules', 'twilio-run', 'bin', 'twilio-run.js');

let frontdesk: TestFrontdesk;
/** The repository as the toolkit sees it: it writes into its folder, so it gets one of its own. */
let folder: string;

beforeAll(async () => {
  frontdesk = await openFrontdesk();
  folder = mkdtempSync(join(tmpdir(), 'frontdesk-toolkit-'));
  for (const file of ['package.json', '.twilioserverlessrc', 'dist']) {
    cpSync(join(root, file), join(folder, file), { recursive: true });
  }
  for (const name of ['functions', 'assets']) mkdirSync(join(folder, name)); // it looks for them, and then deploys dist/
  const { accountSid, authToken } = frontdesk.emulator.account;
  writeFileSync(
    join(folder, '.env'),
    `ACCOUNT_SID=${accountSid}\nAUTH_TOKEN=${authToken}\nADMIN_NUMBERS=+12025550199\n`,
  );
});
afterAll(async () => {
  await frontdesk.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function toolkit(...args: string[]): Promise<string> {
  const { PATH, HOME } = process.env;
  const env = { PATH, HOME, CI: '1', ...frontdesk.emulator.environment() };
  const { stdout } = await run(process.execPath, [commandLine, ...args], { cwd: folder, env });
  return stdout;
}

test("Twilio's own tool deploys the build by .twilioserverlessrc alone, over what npm run deploy made, and it answers texts", async () => {
  const printed = await toolkit('deploy');
  expect(printed).toMatch(new RegExp(`domain\\s+${frontdesk.deployed.domain}`));
  expect(printed).toMatch(/runtime\s+node22/);
  expect(printed).toMatch(/protected\s+\/sms\/inbound/);

  await frontdesk.phone('+12025550113').texts('hello');
  expect(frontdesk.phone('+12025550113').nextText()?.body).toMatch(/admin: \+12025550199/);

  expect(await toolkit('list', 'services')).toMatch(/frontdesk/);
}, 90_000);
