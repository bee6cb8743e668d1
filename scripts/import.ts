import { ownArguments } from './arguments';
import { withoutSecrets } from './deploy/settings';
import { importFile } from './import/index';
import { importOptions, usage } from './import/options';
import { targetFrom } from './import/target';
import { runCommand } from './run-command';

/** `npm run import -- appointments.csv`: books the appointments of a file with the reminder API; `--help` says how. */
const secrets: Record<string, string | undefined> = {};

async function main() {
  const options = importOptions(ownArguments());
  if (options === 'help') {
    console.log(usage);
    return;
  }
  const { url, envFile } = options;
  const target = targetFrom(process.cwd(), { url, envFile }, process.env);
  Object.assign(secrets, target.values);
  const stop = new AbortController();
  process.once('SIGINT', () => stop.abort());
  const print = (text: string) => console.log(withoutSecrets(text, secrets));
  process.exitCode = await importFile(options, target, { print, progress: process.stderr }, stop);
}

runCommand(main, secrets, { failed: 2 });
