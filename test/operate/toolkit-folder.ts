import { cpSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../frontdesk/folders';

/** The repository as Twilio's tools see it, in a folder of its own: they write into it. */
export function toolkitFolder(env: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'frontdesk-toolkit-'));
  for (const file of ['package.json', '.twilioserverlessrc', 'dist']) {
    cpSync(join(root, file), join(folder, file), { recursive: true });
  }
  for (const name of ['functions', 'assets']) mkdirSync(join(folder, name)); // they look for them, and then deploy dist/
  const lines = Object.entries(env).map(([name, value]) => `${name}=${value}\n`);
  writeFileSync(join(folder, '.env'), lines.join(''));
  return folder;
}
