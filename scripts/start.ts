import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { buildAll, watchAll } from './build/index';
import { deskLink } from './start/desk-link';
import { environmentFile } from './start/environment';
import { type Hotkey, hotkeyLine, listenForKeys } from './start/hotkeys';
import { localAdmin } from './start/local';
import { type Changed, type LocalFrontdesk, startLocalFrontdesk } from './start/local-frontdesk';
import { argumentsOf, startOptions, usage } from './start/options';
import { watchFlows } from './start/watch-flows';

const root = process.cwd();

async function main() {
  const { port, ephemeral, open, envFile, settings } = startOptions(argumentsOf(process.argv));
  const stateFolder = ephemeral ? mkdtempSync(join(tmpdir(), 'frontdesk-')) : join(root, '.local', `state-${port}`);
  await buildAll(root);
  const local = await startLocalFrontdesk({
    root,
    port,
    stateFolder,
    caFolder: join(root, '.local', 'ca'),
    report: (line) => console.log(`  ${line}`),
    settings,
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

  const changed = changeHandler(local);
  const notBuilt = (error: string) => console.error(`Not deployed: ${error}`);
  const watching = await watchAll(root, () => changed({ code: true, flows: false }), notBuilt);
  const leaveFlows = watchFlows(root, () => changed({ code: false, flows: true }));
  if (open && process.stdout.isTTY) openInBrowser(emulator.url);
  const interruption = interrupted();
  const hotkeys = hotkeysOf(local, interruption.now);
  const silence = listenForKeys(process.stdin, hotkeys, {
    quit: interruption.now,
    failed: (error) => console.error(error instanceof Error ? error.message : error),
  });
  if (process.stdin.isTTY) console.log(hotkeyLine(hotkeys));
  await interruption.came;
  silence();
  leaveFlows();
  await watching.stop();
  await local.stop();
  if (ephemeral) rmSync(stateFolder, { recursive: true, force: true });
}

/** One deploy at a time; what is saved while one runs goes into the next. */
function changeHandler(local: LocalFrontdesk) {
  let running: Promise<void> | undefined;
  let next: Changed | undefined;
  const deploy = async (): Promise<void> => {
    while (next) {
      const changed = next;
      next = undefined;
      const started = performance.now();
      try {
        await local.redeploy(changed);
        console.log(`Deployed the change in ${Math.round(performance.now() - started)} ms`);
      } catch (error) {
        console.error(error instanceof Error ? error.message : error);
      }
    }
    running = undefined;
  };
  return ({ code, flows }: Changed) => {
    next = { code: code || next?.code === true, flows: flows || next?.flows === true };
    if (!running) running = deploy();
  };
}

function openInBrowser(url: string) {
  const command = process.platform === 'darwin' ? 'open' : process.platform === 'win32' ? 'explorer' : 'xdg-open';
  const child = spawn(command, [url], { stdio: 'ignore', detached: true });
  child.on('error', () => undefined); // no browser to open: the URL stands above
  child.unref();
}

const hourMs = 60 * 60_000;

function hotkeysOf({ emulator, deployed }: LocalFrontdesk, quit: () => void): readonly Hotkey[] {
  return [
    { key: 'o', does: 'open the page', run: () => openInBrowser(emulator.url) },
    {
      key: 'd',
      does: 'open the desk',
      run: async () => {
        const link = await deskLink(emulator, localAdmin, deployed.domain);
        console.log(link === undefined ? 'No link came back to !desk' : `The desk: ${link}`);
        if (link !== undefined) openInBrowser(link);
      },
    },
    {
      key: 'r',
      does: 'reset',
      run: async () => {
        await emulator.reset();
        console.log('Everything is as right after the deploy');
      },
    },
    {
      key: 'h',
      does: 'advance an hour',
      run: async () => {
        const { clock } = emulator.world;
        await clock.moveTo(clock.now() + hourMs);
        console.log(`It is ${new Date(clock.now()).toISOString()}`);
      },
    },
    { key: 'q', does: 'quit', run: quit },
  ];
}

/** Ends by a signal, or by `now`. */
function interrupted(): { readonly came: Promise<void>; now(): void } {
  let now = (): void => undefined;
  const came = new Promise<void>((resolve) => {
    now = resolve;
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve());
  });
  return { came, now };
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    if (String(error).includes('--')) console.error(`\n${usage}`);
    process.exit(1);
  },
);
