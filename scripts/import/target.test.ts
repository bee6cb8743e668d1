import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { reached, targetFrom } from './target';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'frontdesk-target-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));
const write = (file: string, text: string) => writeFileSync(join(root, file), text);

test('the environment, then .env, then the local Frontdesk', () => {
  mkdirSync(join(root, '.local'));
  write('.local/emulator.env', 'SERVICE_URL=http://127.0.0.1:4601\nREMINDER_API_KEY=local\n');
  expect(targetFrom(root, {}, {})).toMatchObject({ url: 'http://127.0.0.1:4601', key: 'local' });
  write('.env', 'PUBLIC_URL=https://desk.example.com/\nREMINDER_API_KEY=real\n');
  expect(targetFrom(root, {}, {})).toMatchObject({ url: 'https://desk.example.com', key: 'real' });
  const environment = { SERVICE_URL: 'https://other.example.com', REMINDER_API_KEY: 'other' };
  expect(targetFrom(root, {}, environment)).toMatchObject({ url: 'https://other.example.com', key: 'other' });
  const envFile = join(root, '.local', 'emulator.env');
  expect(targetFrom(root, { envFile }, environment)).toMatchObject({ url: 'http://127.0.0.1:4601', key: 'local' });
  expect(targetFrom(root, { envFile, url: 'https://a.example.com' }, {})).toMatchObject({
    url: 'https://a.example.com',
  });
});

test('the key goes to nobody who could read it on the way', () => {
  expect(() => targetFrom(root, { url: 'http://desk.example.com' }, {})).toThrow(/is not an address like https/);
  expect(() => targetFrom(root, { url: 'desk' }, {})).toThrow(/is not an address/);
});

test('with nothing set, it says what to set', async () => {
  await expect(reached(targetFrom(root, {}, {}), 'dev')).rejects.toThrow(/Set SERVICE_URL and REMINDER_API_KEY/);
  expect(() => targetFrom(root, { envFile: join(root, 'none') }, {})).toThrow(/there is no such file/);
});
