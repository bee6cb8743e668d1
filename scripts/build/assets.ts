import { existsSync, readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BuildOptions, Plugin } from 'esbuild';

const copied = ['.html', '.css', '.svg', '.png', '.ico', '.mp3', '.wav', '.webmanifest', '.txt'];

/** A page's script is the file that its HTML loads: assets/desk/desk.tsx beside desk.html. Other .ts and .tsx files are its modules. */
const isPage = (file: string, all: readonly string[]) =>
  /\.tsx?$/.test(file) && !/\.test\.tsx?$/.test(file) && all.includes(file.replace(/\.tsx?$/, '.html'));

/** What another file draws in, and no page loads by itself. */
const isPart = (file: string) => /[\\/]styles[\\/]/.test(file);

/** The Sync SDK as its makers built it (a bundle of our own would be larger), served from our own place, with its licence. */
const syncSdk = [
  { in: 'node_modules/twilio-sync/builds/twilio-sync.min.js', out: 'assets/desk/twilio-sync.min' },
  { in: 'node_modules/twilio-sync/LICENSE', out: 'assets/desk/twilio-sync.licence' },
];

/** Copies files as they are that esbuild would bundle, or that have no ending. */
const copySyncSdk: Plugin = {
  name: 'copy-sync-sdk',
  setup({ onLoad }) {
    onLoad({ filter: /twilio-sync[\\/](builds[\\/]twilio-sync\.min\.js|LICENSE)$/ }, async ({ path }) => ({
      contents: await readFile(path),
      loader: 'copy',
    }));
  },
};

/** The desk web page and what it needs: scripts bundled for browsers, the rest as it is. */
export function assetsBuild(root: string): BuildOptions {
  const folder = join(root, 'assets');
  const files = existsSync(folder) ? readdirSync(folder, { recursive: true, encoding: 'utf8' }) : [];
  const isCopied = (file: string) => copied.some((ending) => file.endsWith(ending)) && !isPart(file);
  const entries = files.filter((file) => isPage(file, files) || isCopied(file));
  const ours = entries.sort().map((file) => join('assets', file));
  return {
    absWorkingDir: root,
    entryPoints: [...ours.map((file) => ({ in: file, out: file.replace(/\.\w+$/, '') })), ...syncSdk],
    outbase: '.',
    outdir: 'dist',
    plugins: [copySyncSdk],
    bundle: true,
    platform: 'browser',
    target: ['es2022', 'safari16'],
    format: 'iife',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    loader: Object.fromEntries(copied.filter((ending) => ending !== '.css').map((ending) => [ending, 'copy'])),
    minify: true,
    legalComments: 'none',
    banner: { js: '/* The licences of what is in here: licences.txt */' },
    metafile: true,
    logLevel: 'silent',
  };
}
