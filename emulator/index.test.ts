import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createEmulator, type Emulator } from './index';
import { twilioClient } from './testing';

let folder: string;
let emulator: Emulator;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'emulator-test-'));
  emulator = await createEmulator({ port: 0, caFolder: folder, checkResponses: true });
});
afterAll(async () => {
  await emulator.stop();
  rmSync(folder, { recursive: true, force: true });
});

test('the twilio package creates, lists and reads a service', async () => {
  const client = twilioClient(emulator);
  const made = await client.serverless.v1.services.create({ uniqueName: 'front', friendlyName: 'Front' });
  expect(made.sid).toMatch(/^ZS[0-9a-f]{32}$/);
  expect((await client.serverless.v1.services.list()).map(({ sid }) => sid)).toEqual([made.sid]);
  expect((await client.serverless.v1.services(made.sid).fetch()).uniqueName).toBe('front');
  expect(emulator.violations).toEqual([]);
});
