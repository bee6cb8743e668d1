import { execFileSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { median } from './table';

const program = `
const { performance } = require('node:perf_hooks');
const began = performance.now();
require(process.argv[1]);
console.log(performance.now() - began);
`;

export interface ColdStart {
  readonly name: string;
  readonly bytes: number;
  readonly ms: number;
}

/** How long each bundle takes to load in a process of its own, \`twilio\` not counted. */
export async function coldStarts(root: string, repeats = 3): Promise<ColdStart[]> {
  const folder = join(root, 'dist', 'functions');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.js'));
  return files.sort().map((file) => {
    const path = join(folder, file);
    const times = Array.from({ length: repeats }, () =>
      Number(execFileSync(process.execPath, ['-r', 'twilio', '-e', program, path], { encoding: 'utf8' })),
    );
    return { name: file.replace(/\.js$/, ''), bytes: statSync(path).size, ms: median(times) };
  });
}
