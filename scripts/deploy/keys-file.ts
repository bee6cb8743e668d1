import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Deployed } from './index';

/** Where other programs find the address and the keys of a deployment: a dotenv file that nobody else can read and that git does not see. */
export const keysFile = (root: string, environment: string): string =>
  join(root, '.local', `deployed-${environment}.env`);

export function writeKeysFile(file: string, { domain, variables }: Pick<Deployed, 'domain' | 'variables'>): void {
  const values = {
    SERVICE_URL: `https://${domain}`,
    REMINDER_API_KEY: variables.REMINDER_API_KEY,
    TICK_KEY: variables.TICK_KEY,
  };
  const lines = Object.entries(values).flatMap(([name, value]) => (value === undefined ? [] : [`${name}=${value}\n`]));
  mkdirSync(dirname(file), { recursive: true });
  rmSync(file, { force: true }); // what is there keeps its mode
  writeFileSync(file, lines.join(''), { mode: 0o600 });
}
