import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { accountClient } from '../src/twilio/account-client';
import { optionsOf } from './arguments';
import { ask, canAsk } from './ask';
import { buildAll } from './build/index';
import { type Deployed, deployFrontdesk } from './deploy/index';
import { keysFile, writeKeysFile } from './deploy/keys-file';
import { environmentFrom, servicesLine, settingsIn, withoutSecrets } from './deploy/settings';
import { checkLines } from './doctor/check';
import { examine } from './doctor/index';
import { runCommand } from './run-command';

/**
 * `npm run deploy`: says what it will change, asks before it takes a number away from something else, changes it, and checks.
 *
 *   --dry-run            only say what a deploy would change
 *   --yes                do not ask
 *   --environment dev    which deployment of the account; part of its domain
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
    // For `npm start`: dist/ is as it should be, nobody is there to ask, and only the code has changed
    built: { type: 'boolean', default: false },
    unattended: { type: 'boolean', default: false },
    'code-only': { type: 'boolean', default: false },
    result: { type: 'string' }, // a file for what came of it, secrets included
  });
  const settings = settingsIn(values['env-file'], secrets);
  const environment = environmentFrom(values.environment);
  const deploy = (rehearse: boolean) =>
    deployFrontdesk({ root, settings, environment, codeOnly: values['code-only'], rehearse }, (line) =>
      say(rehearse ? `  - ${line}` : `  ${line}`),
    );

  if (!values.unattended) {
    say(servicesLine(settings));
    say(values['dry-run'] ? 'This is what a deploy would do:' : 'This is what will be done:');
    const plan = await deploy(true);
    sayNotes(plan);
    if (plan.questions.length > 0) say(`\nMind:\n${plan.questions.map((question) => `  ! ${question}`).join('\n')}`);
    if (values['dry-run']) return;
    if (plan.questions.length > 0 && !values.yes && !(await agreed())) return;
    say('\nDeploying:');
    begun = 'Not all of it is done: run npm run deploy again, and it goes on from there.';
  }
  if (!values.built) await buildAll(root);
  const deployed = await deploy(false);
  Object.assign(secrets, deployed.variables);
  if (values.result) writeFileSync(values.result, JSON.stringify(deployed), { mode: 0o600 });
  begun = undefined;
  say(`Live at https://${deployed.domain}`);
  if (values.unattended) return;
  const keys = keysFile(root, environment);
  writeKeysFile(keys, deployed);
  say(`Its address and keys, for other programs: ${keys}`);
  const client = accountClient(settings.accountSid, settings.authToken);
  const checks = await examine(client, { root, settings, environment, nowMs: Date.now() });
  say(`\nIs everything as it must be? (npm run doctor)\n${checkLines(checks).join('\n')}`);
  sayNotes({ notes: deployed.notes.filter((note) => !checks.some(({ mend }) => mend === note)) });
}

async function agreed(): Promise<boolean> {
  if (!canAsk()) {
    process.exitCode = 1;
    say('\nNothing was changed. Run it with --yes to agree.');
    return false;
  }
  const yes = await ask('\nGo on?');
  if (!yes) {
    process.exitCode = 1;
    say('Nothing was changed.');
  }
  return yes;
}

function sayNotes({ notes }: Pick<Deployed, 'notes'>) {
  if (notes.length > 0) say(`\nNot right yet:\n${notes.map((note) => `  ! ${note}`).join('\n')}`);
}

const say = (text: string) => console.log(withoutSecrets(text, secrets));

runCommand(main, secrets, { leftUndone: () => begun });
