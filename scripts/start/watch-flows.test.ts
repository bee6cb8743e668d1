import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { watchFlows } from './watch-flows';

let root: string;
let stop: () => void = () => undefined;
const flow = (name: string, text: string) => writeFileSync(join(root, 'flows', name), text);

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'flows-'));
});
afterEach(() => {
  stop();
  rmSync(root, { recursive: true });
});

test('a flow that says something else is told, once for what an editor does in several steps', async () => {
  mkdirSync(join(root, 'flows'));
  flow('one.json', '{}');
  let told = 0;
  let tell: () => void = () => undefined;
  const change = () => new Promise<void>((resolve) => (tell = resolve));
  stop = watchFlows(root, () => {
    told += 1;
    tell();
  });
  let changed = change();
  flow('one.json', '');
  flow('one.json', '{"states": []}');
  await changed;
  expect(told).toBe(1);

  changed = change();
  flow('one.json', '{"states": []}'); // the same
  flow('README.md', 'not a flow');
  flow('two.json', '{}');
  await changed;
  expect(told).toBe(2);
});

test('without flows there is nothing to watch', () => {
  expect(() => watchFlows(root, () => undefined)()).not.toThrow();
});
