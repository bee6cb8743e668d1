import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { coldStarts } from './bench/cold-start';
import { controlOf } from './bench/control';
import { dispatchCommands, measureCommand, thirtyAtOnce } from './bench/dispatch';
import { multiply } from './bench/growth';
import { table } from './bench/table';
import { buildAll } from './build/index';
import { startLocalFrontdesk } from './start/local-frontdesk';

const root = process.cwd();
const quick = process.argv.includes('--quick');
const repeats = quick ? 1 : 5;
const poolSizes = quick ? [10] : [10, 1_000, 100_000];

async function main() {
  await buildAll(root);
  console.log('## Cold start: a fresh process with `twilio` loaded, then the bundle\n');
  const starts = await coldStarts(root);
  console.log(
    table(
      ['Function', 'kB', 'ms'],
      starts.map(({ name, bytes, ms }) => [name, bytes / 1000, ms]),
    ),
  );

  const stateFolder = mkdtempSync(join(tmpdir(), 'frontdesk-bench-'));
  const local = await startLocalFrontdesk({
    root,
    port: 0,
    stateFolder,
    caFolder: join(root, '.local', 'ca'),
    report: () => undefined,
  });
  const { emulator } = local;
  const control = controlOf(emulator.url);
  try {
    console.log('\n## Dispatch: what a command costs\n');
    const rows = [];
    for (const command of dispatchCommands) {
      const fast = await measureCommand(control, command, 0, repeats, () => control.reset());
      const slow = await measureCommand(control, command, 50, repeats, () => control.reset());
      rows.push([command.name, slow.calls, slow.roundsUntilHeard, slow.rounds, fast.ms, slow.ms]);
    }
    console.log(
      table(['command', 'API calls', 'rounds until heard', 'rounds', 'ms at 0 ms a call', 'ms at 50 ms a call'], rows),
    );

    console.log('\n## Dispatch: `1`, matched, as the pool grows\n');
    const growth = [];
    const [matched] = dispatchCommands;
    if (!matched) throw new Error('There is no command to measure');
    for (const size of poolSizes) {
      const cost = await measureCommand(control, matched, 50, repeats, async () => {
        await control.reset();
        for (const [from, body] of matched.given) await control.text(from, body);
        multiply(emulator, '12025550111', size - 1);
      });
      growth.push([size, cost.calls, cost.rounds, cost.ms]);
    }
    console.log(table(['available providers', 'API calls', 'rounds', 'ms at 50 ms a call'], growth));

    console.log('\n## Dispatch: 30 receivers at once for 30 providers\n');
    const crowd = await thirtyAtOnce(control);
    console.log(table(['matched', 'distinct meetings', 'ms'], [[crowd.matched, crowd.meetings, crowd.ms]]));
  } finally {
    await local.stop();
    rmSync(stateFolder, { recursive: true, force: true });
  }
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
