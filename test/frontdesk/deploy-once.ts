import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { buildAll } from '../../scripts/build/index';
import { startLocalFrontdesk } from '../../scripts/start/local-frontdesk';
import { caFolder, deployedFile, deployedFolder, root, runsFolder } from './folders';

/** Builds, and deploys the build to a fresh local Twilio with the real toolkit, once for all test files. */
export default async function deployOnce(): Promise<void> {
  for (const folder of [deployedFolder, runsFolder]) rmSync(folder, { recursive: true, force: true });
  mkdirSync(runsFolder, { recursive: true });
  await buildAll(root);
  const local = await startLocalFrontdesk({
    root,
    port: 0,
    stateFolder: deployedFolder,
    caFolder,
    report: () => undefined,
  });
  writeFileSync(deployedFile, JSON.stringify(local.deployed), { mode: 0o600 });
  await local.stop();
}
