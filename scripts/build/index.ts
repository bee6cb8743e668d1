import { mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type BuildOptions, build, context, type Metafile, type Plugin } from 'esbuild';
import { assetsBuild } from './assets';
import { functionsBuild } from './functions';
import { licencesFile, licencesOf } from './licences';

/** Builds everything that is deployed into dist/. What a deleted source left there is taken away afterwards, so that two builds at once do no harm. */
export async function buildAll(root: string): Promise<Metafile> {
  makeFolders(root);
  const results = await Promise.all([build(functionsBuild(root)), build(assetsBuild(root))]);
  const inputs = Object.assign({}, ...results.map((result) => result.metafile?.inputs)) as Metafile['inputs'];
  const licences = licencesOf(root, inputs);
  mkdirSync(dirname(join(root, licencesFile)), { recursive: true });
  writeFileSync(join(root, licencesFile), licences);
  const written = { [licencesFile]: { bytes: licences.length, inputs: {}, imports: [], exports: [] } };
  const outputs: Metafile['outputs'] = Object.assign(written, ...results.map((result) => result.metafile?.outputs));
  removeStale(root, outputs);
  return { inputs: {}, outputs };
}

/** Rebuilds on every change of a source and calls `built` after each build but the first; errors go to `failed` and the old build stays. */
export async function watchAll(
  root: string,
  built: () => void,
  failed: (message: string) => void,
): Promise<{ stop(): Promise<void> }> {
  makeFolders(root);
  const contexts = await Promise.all(
    [functionsBuild(root), assetsBuild(root)].map((options) => watched(options, built, failed)),
  );
  return { stop: async () => void (await Promise.all(contexts.map((each) => each.dispose()))) };
}

async function watched(options: BuildOptions, built: () => void, failed: (message: string) => void) {
  let builds = 0;
  const notify: Plugin = {
    name: 'notify',
    setup({ onEnd }) {
      onEnd(({ errors }) => {
        builds += 1;
        const [error] = errors;
        if (error) failed(`${error.location?.file ?? ''}:${error.location?.line ?? ''} ${error.text}`);
        else if (builds > 1) built();
      });
    },
  };
  const made = await context({ ...options, plugins: [...(options.plugins ?? []), notify] });
  await made.watch();
  return made;
}

function makeFolders(root: string) {
  for (const folder of ['functions', 'assets']) mkdirSync(join(root, 'dist', folder), { recursive: true });
}

function removeStale(root: string, outputs: Metafile['outputs']) {
  for (const name of readdirSync(join(root, 'dist'), { recursive: true, encoding: 'utf8' })) {
    const file = join('dist', name);
    if (outputs[file] || !statSync(join(root, file), { throwIfNoEntry: false })?.isFile()) continue;
    rmSync(join(root, file));
  }
}
