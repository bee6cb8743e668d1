import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What was uploaded, by its hash: the same file uploaded at each deploy is kept once, outside of the tables. */
export interface Contents {
  put(content: Buffer): string;
  get(hash: string): Buffer;
}

export function createContents(folder: string): Contents {
  const fileOf = (hash: string) => join(folder, hash);
  return {
    put(content) {
      const hash = createHash('sha256').update(content).digest('hex');
      if (existsSync(fileOf(hash))) return hash;
      mkdirSync(folder, { recursive: true });
      const fresh = `${fileOf(hash)}.${process.pid}`;
      writeFileSync(fresh, content);
      renameSync(fresh, fileOf(hash));
      return hash;
    },
    get: (hash) => readFileSync(fileOf(hash)),
  };
}
