import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSync } from 'esbuild';

const sources = join(__dirname, '..', 'host');

/** The program of the process that hosts Functions, bundled once for plain Node: it must start fast, whatever runs the emulator. */
export function hostProgram(folder: string): string {
  const hash = createHash('sha256');
  for (const name of readdirSync(sources).sort()) hash.update(readFileSync(join(sources, name)));
  const file = join(folder, `host-${hash.digest('hex').slice(0, 12)}.cjs`);
  if (existsSync(file)) return file;

  mkdirSync(folder, { recursive: true });
  const fresh = `${file}.${process.pid}`;
  const { outputFiles } = buildSync({
    entryPoints: [join(sources, 'main.ts')],
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    write: false,
  });
  writeFileSync(fresh, outputFiles[0]?.contents ?? '');
  renameSync(fresh, file);
  return file;
}
