import { join } from 'node:path';
import { accountClient } from '../src/twilio/account-client';
import { optionsOf } from './arguments';
import { environmentFrom, settingsIn, withoutSecrets } from './deploy/settings';
import { checkLines, countWrong } from './doctor/check';
import { examine } from './doctor/index';
import { runCommand } from './run-command';

/**
 * `npm run doctor`: whether everything is as it must be, and how to mend what is not. Exits with 1 when something is wrong.
 *
 *   --environment dev    which deployment of the account
 *   --env-file .env      the settings
 */
const root = process.cwd();
const secrets: Record<string, string | undefined> = {};

async function main() {
  const values = optionsOf({
    'env-file': { type: 'string', default: join(root, '.env') },
    environment: { type: 'string', default: 'dev' },
  });
  const settings = settingsIn(values['env-file'], secrets);
  const client = accountClient(settings.accountSid, settings.authToken);
  const environment = environmentFrom(values.environment);
  const checks = await examine(client, { root, settings, environment, nowMs: Date.now() });
  console.log(withoutSecrets(checkLines(checks).join('\n'), secrets));
  const count = countWrong(checks);
  console.log(count === 0 ? '\nAll is well.' : `\n${count} to mend.`);
  if (count > 0) process.exitCode = 1;
}

runCommand(main, secrets);
