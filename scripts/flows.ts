import { join } from 'node:path';
import { accountClient } from '../src/twilio/account-client';
import { optionsOf, ownArguments } from './arguments';
import { environmentFrom, SettingsError, settingsIn } from './deploy/settings';
import { diffFlows, pullFlows, pushFlows } from './flows/index';
import { runCommand } from './run-command';

/**
 * `npm run flows:diff`, `flows:pull`, `flows:push`: flows between flows/ and Studio. `diff` exits with 1 when they differ.
 *
 *   --environment dev    which deployment of the account
 *   --env-file .env      the settings
 *   --force              drop the edit that push or pull would write over
 */
const root = process.cwd();
const secrets: Record<string, string | undefined> = {};

async function main() {
  const [verb, ...args] = ownArguments();
  const values = optionsOf(
    {
      'env-file': { type: 'string', default: join(root, '.env') },
      environment: { type: 'string', default: 'dev' },
      force: { type: 'boolean', default: false },
    },
    args,
  );
  const settings = settingsIn(values['env-file'], secrets);
  const client = accountClient(settings.accountSid, settings.authToken);
  const options = { root, environment: environmentFrom(values.environment), services: settings.services };
  const say = (line: string) => console.log(line);
  if (verb === 'diff') process.exitCode = (await diffFlows(client, options, say)) === 0 ? 0 : 1;
  else if (verb === 'pull') await pullFlows(client, { ...options, force: values.force }, say);
  else if (verb === 'push') await pushFlows(client, { ...options, force: values.force }, say);
  else throw new SettingsError(['flows.ts takes diff, pull or push.']);
}

runCommand(main, secrets);
