import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build, type Metafile } from 'esbuild';
import { assetsBuild } from './assets';
import { functionsBuild } from './functions';

/** Builds everything that is deployed into dist/, from nothing, so that a Function that was deleted does not live on there. */
export async function buildAll(root: string): Promise<Metafile> {
  rmSync(join(root, 'dist'), { recursive: true, force: true });
  mkdirSync(join(root, 'dist', 'assets'), { recursive: true });
  mkdirSync(join(root, 'dist', 'functions'), { recursive: true });
  const results = await Promise.all([build(functionsBuild(root)), build(assetsBuild(root))]);
  return {
    inputs: {},
    outputs: Object.assign({}, ...results.map((result) => result.metafile?.outputs)),
  };
}
