import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { accountClient } from '../src/twilio/account-client';
import { optionsAndNumber } from './arguments';
import { environmentFrom, SettingsError, settingsIn } from './deploy/settings';
import { deployedFrontdesk } from './people/deployed-frontdesk';
import { exportData, exportSummary } from './people/export';
import { runCommand } from './run-command';

/**
 * `npm run export`: everything that the front desk and Twilio keep of conversations, as JSON. `npm run export -- +1…`: one person's.
 *
 *   --out FILE           where to write it, readable by nobody else; `-` for standard output. A file in .local/ unless told
 *   --environment dev    which deployment of the account
 *   --env-file .env      the settings
 */
const root = process.cwd();
const secrets: Record<string, string | undefined> = {};

async function main() {
  const { values, number } = optionsAndNumber({
    out: { type: 'string' },
    'env-file': { type: 'string', default: join(root, '.env') },
    environment: { type: 'string', default: 'dev' },
  });
  const settings = settingsIn(values['env-file'], secrets);
  const client = accountClient(settings.accountSid, settings.authToken);
  const deployed = await deployedFrontdesk(client, settings, environmentFrom(values.environment));
  const data = await exportData(deployed, number);
  const text = `${JSON.stringify(data, null, 2)}\n`;
  if (values.out === '-') {
    process.stdout.write(text);
    return;
  }
  const out = values.out ?? join(root, '.local', 'exports', `${data.exportedAt.replace(/[:.]/g, '-')}.json`);
  writeAnew(out, text);
  console.log(`${out}: ${exportSummary(data)}.`);
  console.log(
    'It holds what people wrote and their numbers: nobody else can read the file, and it is yours to delete.',
  );
}

/** Never over something: an export that is there may be the only one. */
function writeAnew(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  try {
    writeFileSync(file, text, { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST')
      throw new SettingsError([`${file} is there already: choose another --out.`]);
    throw error;
  }
}

runCommand(main, secrets);
