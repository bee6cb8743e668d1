import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';

/** What was uploaded, by its hash: the same file uploaded at each deploy is kept once, outside of the tables. */
export interface Contents {
  put(content: Buffer): string;
  /** undefined for what was swept away. */
  get(hash: string): Buffer | undefined;
  /** Forgets what nobody has uploaded or deployed for two weeks: a folder that is deployed to all day would grow for ever. */
  sweep(kept: ReadonlySet<string>): void;
}

const keptMs = 14 * 24 * 60 * 60 * 1000;

export function createContents(folder: string): Contents {
  const fileOf = (hash: string) => join(folder, hash);
  const touch = (file: string) => utimesSync(file, new Date(), new Date());
  return {
    put(content) {
      const hash = createHash('sha256').update(content).digest('hex');
      const file = fileOf(hash);
      if (existsSync(file)) {
        touch(file);
        return hash;
      }
      mkdirSync(folder, { recursive: true });
      const fresh = `${file}.${process.pid}`;
      writeFileSync(fresh, content);
      renameSync(fresh, file);
      return hash;
    },
    get(hash) {
      const file = fileOf(hash);
      return existsSync(file) ? readFileSync(file) : undefined;
    },
    sweep(kept) {
      if (!existsSync(folder)) return;
      for (const hash of readdirSync(folder)) {
        const file = fileOf(hash);
        if (kept.has(hash)) touch(file);
        else if (Date.now() - statSync(file).mtimeMs > keptMs) rmSync(file, { force: true });
      }
    },
  };
}
