import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Bench } from './bench/bench';
import { benchBoard } from './bench/board';
import { benchColdStart } from './bench/cold-start';
import { controlOf } from './bench/control';
import { benchDispatch } from './bench/dispatch';
import { benchOrders } from './bench/orders';
import { benchReminders } from './bench/reminders';
import { buildAll } from './build/index';
import { startLocalFrontdesk } from './start/local-frontdesk';

/**
 * `npm run bench`: what everything costs, in API calls, in calls that wait for each other, and in time. `npm run bench -- reminders board` measures
 * only these; `--quick` measures once, with little stored.
 */
const parts = {
  'cold-start': benchColdStart,
  dispatch: benchDispatch,
  orders: benchOrders,
  reminders: benchReminders,
  board: benchBoard,
} satisfies Record<string, (bench: Bench) => Promise<void>>;
type Part = keyof typeof parts;
const names = Object.keys(parts) as Part[];

const root = process.cwd();

async function main(args: readonly string[]): Promise<void> {
  const quick = args.includes('--quick');
  const wanted = args.filter((arg) => arg !== '--quick' && arg !== '--');
  const unknown = wanted.filter((name) => !names.some((part) => part === name));
  if (unknown.length > 0) throw new Error(`There is no ${unknown.join(', ')}; there are ${names.join(', ')}.`);
  await buildAll(root);
  const stateFolder = mkdtempSync(join(tmpdir(), 'frontdesk-bench-'));
  const caFolder = join(root, '.local', 'ca');
  const local = await startLocalFrontdesk({ root, port: 0, stateFolder, caFolder, report: () => undefined });
  const bench: Bench = {
    root,
    local,
    control: controlOf(local.emulator.url),
    repeats: quick ? 1 : 5,
    sizes: quick ? [10] : [10, 1_000, 100_000],
    quick,
    print: (text) => console.log(text),
  };
  try {
    for (const name of names) if (wanted.length === 0 || wanted.includes(name)) await parts[name](bench);
  } finally {
    await local.stop();
    rmSync(stateFolder, { recursive: true, force: true });
  }
}

main(process.argv.slice(2)).then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  },
);
