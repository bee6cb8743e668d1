import { execFileSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Bench } from './bench';
import { median, table } from './table';

const program = `
const { performance } = require('node:perf_hooks');
const began = performance.now();
require(process.argv[1]);
console.log(performance.now() - began);
`;

interface ColdStart {
  readonly name: string;
  readonly bytes: number;
  /** What else the machine does can only add to it. */
  readonly leastMs: number;
  readonly medianMs: number;
}

/** How long each bundle takes to load in a process of its own, \`twilio\` not counted. */
async function coldStarts(root: string, repeats = 9): Promise<ColdStart[]> {
  const folder = join(root, 'dist', 'functions');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.js'));
  return files.sort().map((file) => {
    const path = join(folder, file);
    const times = Array.from({ length: repeats }, () =>
      Number(execFileSync(process.execPath, ['-r', 'twilio', '-e', program, path], { encoding: 'utf8' })),
    );
    return {
      name: file.replace(/\.js$/, ''),
      bytes: statSync(path).size,
      leastMs: Math.min(...times),
      medianMs: median(times),
    };
  });
}

export async function benchColdStart({ root, print }: Pick<Bench, 'root' | 'print'>): Promise<void> {
  print('\n## Cold start: a fresh process with `twilio` loaded, then the bundle\n');
  const starts = await coldStarts(root);
  print(
    table(
      ['Function', 'kB', 'least ms', 'median ms'],
      starts.map(({ name, bytes, leastMs, medianMs }) => [name, bytes / 1000, leastMs, medianMs]),
    ),
  );
}
