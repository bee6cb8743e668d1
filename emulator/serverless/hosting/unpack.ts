import { existsSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Contents } from '../contents';
import type { HostedFile } from '../host/messages';
import type { BuildRow, VersionRow } from '../rows';

export interface UnpackedBuild {
  readonly baseDir: string;
  readonly functions: readonly HostedFile[];
  readonly assets: readonly HostedFile[];
}

/** What Functions can always require. */
const givenPackages = ['twilio', '@twilio/runtime-handler'];

/**
 * Lays a build out as the platform does: Functions flat in `handlers/` and private assets in `files/`, each under its SID, so that a
 * relative path from one Function to another leads nowhere. `node_modules` holds what the build depends on and nothing else.
 */
export function unpackBuild(
  build: BuildRow,
  contents: Contents,
  baseDir: string,
  packageFolder: (name: string) => string | undefined,
): UnpackedBuild {
  rmSync(baseDir, { recursive: true, force: true });
  mkdirSync(join(baseDir, 'handlers'), { recursive: true });
  mkdirSync(join(baseDir, 'files'));
  writeFileSync(join(baseDir, 'package.json'), '{}\n'); // so that no package.json further up makes ES modules of the Functions

  for (const name of new Set([...givenPackages, ...build.dependencies.map((dependency) => dependency.name)])) {
    const folder = packageFolder(name);
    const link = join(baseDir, 'node_modules', name);
    if (folder === undefined || existsSync(link)) continue;
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(folder, link, 'junction');
  }

  const write = (version: VersionRow, filePath: string): HostedFile => {
    const content = contents.get(version.contentHash);
    if (!content) throw new Error(`The content of ${version.path} (${version.sid}) is no longer there; deploy again`);
    writeFileSync(filePath, content);
    return { name: version.path, path: version.path, access: version.visibility, filePath, content: '' };
  };
  return {
    baseDir,
    functions: build.functions.map((version) => write(version, join(baseDir, 'handlers', `${version.sid}.js`))),
    assets: build.assets
      .filter(({ visibility }) => visibility === 'private')
      .map((version) => write(version, join(baseDir, 'files', version.sid))),
  };
}
