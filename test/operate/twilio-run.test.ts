import { execFile } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { openFrontdesk, type TestFrontdesk } from '../frontdesk';
import { root } from '../frontdesk/folders';
import { toolkitFolder } from './toolkit-folder';

const run = promisify(execFile);
const commandLine = join(root, 'node_modules', 'twilio-run', 'bin', 'twilio-run.js');

let frontdesk: TestFrontdesk;
let folder: string;

beforeAll(async () => {
  frontdesk = await openFrontdesk();
  const { accountSid, authToken } = frontdesk.emulator.account;
  folder = toolkitFolder({ ACCOUNT_SID: accountSid, AUTH_TOKEN: authToken, ADMIN_NUMBERS: '+12025550199' });
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
});
