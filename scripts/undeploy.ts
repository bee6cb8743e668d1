import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { accountClient } from '../src/twilio/account-client';
import { optionsOf } from './arguments';
import { ask, canAsk } from './ask';
import { createChanges } from './deploy/changes';
import { keysFile } from './deploy/keys-file';
import { environmentFrom, settingsIn, withoutSecrets } from './deploy/settings';
import { undeployFrontdesk } from './deploy/undeploy';
import { runCommand } from './run-command';

/**
 * `npm run undeploy`: lists what it would remove from the account, asks, and removes it; the number goes back to what it was before.
 *
 *   --dry-run            only list
 *   --yes                do not ask
 *   --environment dev    which deployment of the account
 *   --env-file .env      the settings
 */
const root = process.cwd();
const secrets: Record<string, string | undefined> = {};
let begun: string | undefined;

async function main() {
  const values = optionsOf({
    'env-file': { type: 'string', default: join(root, '.env') },
    environment: { type: 'string', default: 'dev' },
    'dry-run': { type: 'boolean', default: false },
    yes: { type: 'boolean', default: false },
  });
  const settings = settingsIn(values['env-file'], secrets);
  const environment = environmentFrom(values.environment);
  const client = accountClient(settings.accountSid, settings.authToken);
  const say = (text: string) => console.log(withoutSecrets(text, secrets));

  say(`This would go from the environment ${environment}:`);
  const plan = createChanges((line) => say(`  - ${line}`), { rehearse: true });
  await undeployFrontdesk(client, { settings, environment }, plan);
  if (plan.made.length === 0) return say('  nothing: nothing is deployed');
  for (const line of plan.notes) say(`  ! ${line}`);
  if (values['dry-run']) return;
  if (!values.yes) {
    const asks = canAsk();
    if (!asks || !(await ask('\nRemove all of this? It cannot be undone.'))) {
      process.exitCode = 1;
      return say(asks ? 'Nothing was removed.' : '\nNothing was removed. Run it with --yes to agree.');
    }
  }
  begun = 'Not all of it is removed: run npm run undeploy again, and it goes on from there.';
  say('\nRemoving:');
  await undeployFrontdesk(
    client,
    { settings, environment },
    createChanges((line) => say(`  ${line}`)),
  );
  rmSync(keysFile(root, environment), { force: true });
  begun = undefined;
  say('Done.');
}

runCommand(main, secrets, { leftUndone: () => begun });
