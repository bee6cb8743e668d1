import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { BuildOptions } from 'esbuild';

const copied = ['.html', '.css', '.svg', '.png', '.ico', '.mp3', '.wav', '.webmanifest', '.txt'];

/** A page's script is the file that its HTML loads: assets/desk/desk.tsx beside desk.html. Other .ts and .tsx files are its modules. */
const isPage = (file: string, all: readonly string[]) =>
  /\.tsx?$/.test(file) && !/\.test\.tsx?$/.test(file) && all.includes(file.replace(/\.tsx?$/, '.html'));

/** The desk web page and what it needs: scripts bundled for browsers, the rest as it is. */
export function assetsBuild(root: string): BuildOptions {
  const folder = join(root, 'assets');
  const files = existsSync(folder) ? readdirSync(folder, { recursive: true, encoding: 'utf8' }) : [];
  const entries = files.filter((file) => isPage(file, files) || copied.some((ending) => file.endsWith(ending)));
  return {
    absWorkingDir: root,
    entryPoints: entries.sort().map((file) => join('assets', file)),
    outbase: 'assets',
    outdir: 'dist/assets',
    bundle: true,
    platform: 'browser',
    target: ['es2022', 'safari16'],
    format: 'iife',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    loader: Object.fromEntries(copied.filter((ending) => ending !== '.css').map((ending) => [ending, 'copy'])),
    minify: true,
    legalComments: 'none',
    metafile: true,
    logLevel: 'silent',
  };
}
