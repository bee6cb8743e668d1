import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Metafile } from 'esbuild';

/** Where the licences of everything that is bundled stand: beside the page, for whoever gets a copy of it. */
export const licencesFile = 'dist/assets/desk/licences.txt';

interface BundledPackage {
  readonly name: string;
  readonly version: string;
  readonly licence: string; // whole text
}

const inPackage = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//;
const licenceName = /^(licen[cs]e|copying|notice)(\.(md|txt))?$/i;

/**
 * The packages that sources were bundled from, by name.
 *
 * @throws {Error} naming those that come without the text of their licence: it must go along
 */
function bundledPackages(root: string, inputs: Metafile['inputs']): BundledPackage[] {
  const folders = new Set(
    Object.keys(inputs).flatMap((input) => inPackage.exec(input.replaceAll('\\', '/'))?.[1] ?? []),
  );
  const without: string[] = [];
  const packages = [...folders].flatMap((folder) => {
    const at = resolve(root, folder);
    const { name, version } = JSON.parse(readFileSync(join(at, 'package.json'), 'utf8'));
    const files = readdirSync(at).filter((file) => licenceName.test(file));
    if (files.length === 0) without.push(name);
    const licence = files.map((file) => readFileSync(join(at, file), 'utf8').trim()).join('\n\n');
    return [{ name, version, licence }];
  });
  if (without.length > 0)
    throw new Error(`What is bundled must come with its licence: ${without.join(', ')} does not.`);
  return packages.sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** The licences of Frontdesk and of every package that is bundled into its Functions and its page. */
export function licencesOf(root: string, inputs: Metafile['inputs']): string {
  const own = join(root, 'LICENSE');
  const parts = [
    ...(existsSync(own) ? [`Frontdesk\n\n${readFileSync(own, 'utf8').trim()}`] : []),
    ...bundledPackages(root, inputs).map(({ name, version, licence }) => `${name} ${version}\n\n${licence}`),
  ];
  return `${parts.join(`\n\n${'-'.repeat(80)}\n\n`)}\n`;
}
