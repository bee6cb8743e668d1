import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { deployFrontdesk } from './deploy/index';
import { readEnvFile, SettingsError, settingsFrom } from './deploy/settings';

const { values } = parseArgs({
  options: {
    'env-file': { type: 'string' },
    environment: { type: 'string', default: 'dev' },
    'code-only': { type: 'boolean', default: false },
    'dry-run': { type: 'boolean', default: false },
    result: { type: 'string' }, // a file for what came of it, secrets included
  },
});

async function main() {
  const root = process.cwd();
  const settings = settingsFrom(readEnvFile(values['env-file'] ?? join(root, '.env')));
  const rehearse = values['dry-run'];
  if (rehearse) console.log('This is what a deploy would do:');
  const deployed = await deployFrontdesk(
    { root, settings, environment: values.environment, codeOnly: values['code-only'], rehearse },
    (line) => console.log(`  ${line}`),
  );
  if (!deployed) return;
  if (values.result) writeFileSync(values.result, JSON.stringify(deployed), { mode: 0o600 });
  console.log(`Live at https://${deployed.domain}`);
}

main().catch((error: unknown) => {
  console.error(error instanceof SettingsError ? error.message : error);
  process.exitCode = 1;
});
