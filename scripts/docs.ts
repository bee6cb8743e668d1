import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createEmulator } from '../emulator';
import { withOperations } from './docs/operations';

/** `npm run docs`: writes into docs/emulator.md which operations the local Twilio has. */
const root = process.cwd();
const file = join(root, 'docs', 'emulator.md');

async function main() {
  const emulator = await createEmulator({ port: 0, caFolder: join(root, '.local', 'ca') });
  const { operations } = emulator;
  await emulator.stop();
  const before = readFileSync(file, 'utf8');
  const after = withOperations(before, operations);
  writeFileSync(file, after);
  console.log(before === after ? 'docs/emulator.md is up to date' : 'docs/emulator.md is written');
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  },
);
