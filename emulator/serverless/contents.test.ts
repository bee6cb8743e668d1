import { mkdtempSync, readdirSync, rmSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createContents } from './contents';

const folder = mkdtempSync(join(tmpdir(), 'contents-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('what nobody uploads or deploys for two weeks is forgotten', () => {
  const contents = createContents(folder);
  const [old, deployed, fresh, again] = ['old', 'deployed', 'fresh', 'again'].map((text) =>
    contents.put(Buffer.from(text)),
  );
  const longAgo = new Date(Date.now() - 15 * 24 * 60 * 60 * 1000);
  for (const hash of [old, deployed, again]) utimesSync(join(folder, hash!), longAgo, longAgo);
  contents.put(Buffer.from('again'));
  contents.sweep(new Set([deployed!]));
  expect(readdirSync(folder).sort()).toEqual([deployed, fresh, again].sort());
  expect(contents.get(old!)).toBeUndefined();
  expect(contents.get(fresh!)?.toString()).toBe('fresh');
});
