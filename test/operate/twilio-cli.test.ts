import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { openFrontdesk, type TestFrontdesk } from '../frontdesk';
import { toolkitFolder } from './toolkit-folder';

// The real twilio-cli with its real serverless plugin. Its profile is two environment variables: none is stored, and its HOME is the test's.

const run = promisify(execFile);
const folderOf = (name: string) => dirname(require.resolve(`${name}/package.json`));

let frontdesk: TestFrontdesk;
let project: string;
let home: string;

beforeAll(async () => {
  frontdesk = await openFrontdesk();
  project = toolkitFolder({ ADMIN_NUMBERS: '+12025550199' });
  home = mkdtempSync(join(tmpdir(), 'frontdesk-home-'));
  await twilio('plugins:link', folderOf('@twilio-labs/plugin-serverless'));
});
afterAll(async () => {
  await frontdesk.stop();
  for (const folder of [project, home]) rmSync(folder, { recursive: true, force: true });
});

async function twilio(...args: string[]): Promise<string> {
  const { PATH } = process.env;
  const env = { PATH, HOME: home, CI: '1', TWILIO_DISABLE_AUTOUPDATE: '1', ...frontdesk.emulator.environment() };
  const { stdout } = await run(process.execPath, [join(folderOf('twilio-cli'), 'bin', 'run'), ...args], {
    cwd: project,
    env,
  });
  return stdout;
}

const asListed = (folder: string) =>
  existsSync(folder) ? readdirSync(folder).map((file) => [file, statSync(join(folder, file)).mtimeMs]) : 'not there';

test("rehearsed with twilio-cli: 'serverless:deploy' puts the build over what npm run deploy made, 'serverless:list' shows it, 'api:core:messages:list' shows its texts", async () => {
  const own = join(homedir(), '.twilio-cli');
  const before = asListed(own);

  const deployed = await twilio('serverless:deploy');
  expect(deployed).toMatch(new RegExp(`https://${frontdesk.deployed.domain}/sms/inbound`));
  expect(deployed).toMatch(/runtime\s+node22/);
  expect(await twilio('serverless:list')).toMatch(/ZS[0-9a-f]{32}\s+frontdesk/);
  const environments = await twilio('serverless:list', 'environments', '--service-name', 'frontdesk');
  expect(environments).toContain(frontdesk.deployed.domain);

  const { sid } = await frontdesk.phone('+12025550113').texts('hello');
  expect(frontdesk.phone('+12025550113').nextText()?.body).toMatch(/admin: \+12025550199/);
  const messages = await twilio('api:core:messages:list', '--properties', 'sid,from,to,status,direction');
  expect(messages).toMatch(new RegExp(`${sid}\\s+\\+12025550113\\s+\\+12025550123\\s+received\\s+inbound`));
  expect(messages).toMatch(/\+12025550123\s+\+12025550113\s+delivered\s+outbound-reply/);

  expect(existsSync(join(home, '.twilio-cli'))).toBe(true);
  expect(asListed(own)).toEqual(before);
});
