import { join } from 'node:path';
import { setTimeout as waitMs } from 'node:timers/promises';
import { accountClient } from '../src/twilio/account-client';
import { optionsAndNumber } from './arguments';
import { ask, canAsk } from './ask';
import { environmentFrom, SettingsError, settingsIn } from './deploy/settings';
import { deployedFrontdesk } from './people/deployed-frontdesk';
import { forget, isNothing, tracesOf } from './people/forget';
import { remains, traceLines } from './people/forget-report';
import { runCommand } from './run-command';

/**
 * `npm run forget -- +1…`: removes what the front desk and Twilio keep of a person. Says first what there is, and asks. Interrupted, it can be
 * run again. Exits with 1 when something is left.
 *
 *   --dry-run            only say what there is
 *   --cancel             end what goes on (a session, an order, an appointment), as the person, staff or the API would
 *   --stop               note that they are not to be texted again, also if they never texted STOP
 *   --yes                do not ask
 *   --environment dev    which deployment of the account
 *   --env-file .env      the settings
 */
const root = process.cwd();
const secrets: Record<string, string | undefined> = {};
let begun: string | undefined;

async function main() {
  const { values, number } = optionsAndNumber({
    'env-file': { type: 'string', default: join(root, '.env') },
    environment: { type: 'string', default: 'dev' },
    'dry-run': { type: 'boolean', default: false },
    cancel: { type: 'boolean', default: false },
    stop: { type: 'boolean', default: false },
    yes: { type: 'boolean', default: false },
  });
  if (number === undefined) throw new SettingsError(['Whom? npm run forget -- +12025550123']);
  const settings = settingsIn(values['env-file'], secrets);
  const client = accountClient(settings.accountSid, settings.authToken);
  const deployed = await deployedFrontdesk(client, settings, environmentFrom(values.environment));
  const isAdmin = deployed.frontdesk.config.adminNumbers.includes(number);
  const traces = await tracesOf(deployed, number);
  console.log(traceLines(number, traces).join('\n'));
  if (isNothing(traces) && !values.stop) return sayRemains();
  if (values['dry-run']) return;

  const missing = [traces.running.length > 0 && !values.cancel && '--cancel', !values.yes && '--yes'].filter(
    (option) => option !== false,
  );
  if (missing.length > 0 && !(await agreed(missing))) return;
  begun = `Not all of ${number} is removed: run it again, and it goes on from there.`;
  console.log('');
  const left = await forget(deployed, number, { stop: values.stop, waitMs }, (line) => console.log(`  ${line}`));
  if (!isNothing(left)) {
    process.exitCode = 1;
    console.log(`\nThis is left, or came meanwhile: run it again.\n${traceLines(number, left).join('\n')}`);
    return;
  }
  console.log(`\nNothing of ${number} is left.`);
  sayRemains(left.hasStopped);

  function sayRemains(hasStopped = traces.hasStopped) {
    console.log(remains({ hasStopped, isAdmin }).join('\n'));
  }
}

/** Asked on a terminal; elsewhere it must have been said with the command. */
async function agreed(missing: readonly string[]): Promise<boolean> {
  if (!canAsk()) {
    process.exitCode = 1;
    console.log(`\nNothing was removed. Run it with ${missing.join(' and ')} to agree.`);
    return false;
  }
  const first = missing.includes('--cancel') ? 'End what goes on, and tell whoever counts on it? And remove' : 'Remove';
  const yes = await ask(`\n${first} all of this? It cannot be undone.`);
  if (!yes) {
    process.exitCode = 1;
    console.log('Nothing was removed.');
  }
  return yes;
}

runCommand(main, secrets, { leftUndone: () => begun });
