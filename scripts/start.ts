import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { buildAll, watchAll } from './build/index';
import { environmentFile } from './start/environment';
import { type LocalFrontdesk, startLocalFrontdesk } from './start/local-frontdesk';
import { argumentsOf, startOptions, usage } from './start/options';

const root = process.cwd();

async function main() {
  const { port, ephemeral, open, envFile } = startOptions(argumentsOf(process.argv));
  const stateFolder = ephemeral ? mkdtempSync(join(tmpdir(), 'frontdesk-')) : join(root, '.local', `state-${port}`);
  await buildAll(root);
  const local = await startLocalFrontdesk({
    root,
    port,
    stateFolder,
    caFolder: join(root, '.local', 'ca'),
    report: (line) => console.log(`  ${line}`),
  });
  const file = envFile ?? join(root, '.local', 'emulator.env');
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, environmentFile(local), { mode: 0o600 });

  const { emulator, deployed } = local;
  console.log(`
  Phones, clock, log    ${emulator.url}
  Deployed service      ${emulator.serviceUrl}   (it believes to be https://${deployed.domain})
  For other programs    ${file}
`);
  console.log('Frontdesk is ready');

  const watching = await watchAll(root, changeHandler(local), (error) => console.error(`Not deployed: ${error}`));
  if (open && process.stdout.isTTY) openInBrowser(emulator.url);
  await interrupted();
  await watching.stop();
  await local.stop();
  if (ephemeral) rmSync(stateFolder, { recursive: true, force: true });
}

/** One deploy at a time; what is saved while one runs goes into the next. */
function changeHandler(local: LocalFrontdesk) {
  let running: Promise<void> | undefined;
  let again = false;
  const deploy = async (): Promise<void> => {
    do {
      again = false;
      const started = performance.now();
      try {
        await local.redeploy();
        console.log(`Deployed the change in ${Math.round(performance.now() - started)} ms`);
      } catch (error) {
        console.error(error instanceof Error ? error.message : error);
      }
    } while (again);
    running = undefined;
  };
  return () => {
    if (running) again = true;
    else running = deploy();
  };
}

function openInBrowser(url: string) {
  const command = process.platform === 'darwin' ? 'open' : process.platform === 'win32' ? 'explorer' : 'xdg-open';
  const child = spawn(command, [url], { stdio: 'ignore', detached: true });
  child.on('error', () => undefined); // no browser to open: the URL stands above
  child.unref();
}

const interrupted = () =>
  new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve());
  });

main().then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    if (String(error).includes('--')) console.error(`\n${usage}`);
    process.exit(1);
  },
);
