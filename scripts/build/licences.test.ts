import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { licencesOf } from './licences';

let root: string;
const file = (path: string, text: string) => {
  mkdirSync(join(root, path, '..'), { recursive: true });
  writeFileSync(join(root, path), text);
};
const installed = (name: string, licence?: string) => {
  file(`node_modules/${name}/package.json`, JSON.stringify({ name, version: '1.2.3' }));
  if (licence) file(`node_modules/${name}/${licence}`, `The licence of ${name}\n`);
};
const from = (...paths: string[]) => Object.fromEntries(paths.map((path) => [path, { bytes: 1, imports: [] }]));

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'licences-'));
  file('LICENSE', 'Ours\n');
});
afterEach(() => rmSync(root, { recursive: true }));

test('every package that is bundled comes with its licence, once, whatever its file is called', () => {
  installed('@b/two', 'LICENSE.md');
  installed('one', 'licence');
  installed('one/node_modules/three', 'COPYING');
  installed('unused', 'LICENSE');
  const text = licencesOf(
    root,
    from(
      'src/own.ts',
      'node_modules/one/a.js',
      'node_modules/one/b.js',
      'node_modules/one/node_modules/three/c.js',
      'node_modules/@b/two/d.js',
    ),
  );
  const parts = text.split(/\n\n-{80}\n\n/);
  expect(parts).toEqual([
    'Frontdesk\n\nOurs',
    '@b/two 1.2.3\n\nThe licence of @b/two',
    'one 1.2.3\n\nThe licence of one',
    'one/node_modules/three 1.2.3\n\nThe licence of one/node_modules/three\n',
  ]);
});

test('a package without one is not bundled', () => {
  installed('bare');
  expect(() => licencesOf(root, from('node_modules/bare/a.js'))).toThrow(/bare does not/);
});
