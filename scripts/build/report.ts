import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Metafile } from 'esbuild';

export interface BuiltFile {
  readonly file: string;
  readonly bytes: number;
  readonly gzipBytes: number;
}

export const builtFiles = (root: string, metafile: Metafile): BuiltFile[] =>
  Object.keys(metafile.outputs)
    .sort()
    .map((file) => {
      const content = readFileSync(join(root, file));
      return { file, bytes: content.length, gzipBytes: gzipSync(content).length };
    });

const kilobytes = (bytes: number) => `${(bytes / 1000).toFixed(1)} kB`.padStart(10);

export function sizeReport(files: readonly BuiltFile[]): string {
  const width = Math.max(...files.map(({ file }) => file.length), 0);
  return files
    .map(({ file, bytes, gzipBytes }) => `${file.padEnd(width)} ${kilobytes(bytes)} ${kilobytes(gzipBytes)} gzip`)
    .join('\n');
}
