import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import addFormats from 'ajv-formats';
import OpenAPIBackend from 'openapi-backend';
import { openFrontdesk, type TestFrontdesk } from '../frontdesk';
import { root } from '../frontdesk/folders';
import { type Api, apiOf, appointment, start } from './api';

// docs/reminder-api.yaml says what the deployed Functions do.

let frontdesk: TestFrontdesk;
let api: Api;
const document = new OpenAPIBackend({
  definition: join(root, 'docs', 'reminder-api.yaml'),
  customizeAjv: (ajv) => addFormats(ajv),
  quick: true, // it would hold the document to OpenAPI 3.0
});

beforeAll(async () => {
  await document.init();
  frontdesk = await openFrontdesk({ frozenAt: start, rateLimits: false });
  api = apiOf(frontdesk);
});
afterAll(() => frontdesk.stop());

const asked = async (action: string, body: Record<string, unknown>, expected: number) => {
  const answer = await api.call(action, body);
  expect([action, answer.status]).toEqual([action, expected]);
  const problems = document.validateResponse(
    answer.body,
    `${action}Reminder${action === 'list' ? 's' : ''}`,
    answer.status,
  );
  expect(problems.errors ?? []).toEqual([]);
  return answer.body;
};

test('it names the Functions that there are', () => {
  const files = readdirSync(join(root, 'functions', 'reminder'))
    .filter((file) => !/\.(test|protected)\.ts$/.test(file))
    .map((file) => `/reminder/${file.replace('.ts', '')}`);
  expect(Object.keys(document.definition.paths ?? {}).sort()).toEqual(files.sort());
});

test('every answer is one of the document', async () => {
  const full = {
    ...appointment,
    language: 'en_us',
    time_zone: 'Europe/Madrid',
    quiet_hours: '21:00-08:00',
    notify_window: [48, 2],
  };
  const { reminder_id } = await asked('create', full, 200);
  await asked('create', full, 409);
  await asked('create', { ...full, location: 'a/b' }, 400);
  await asked('fetch', { reminder_id }, 200);
  await asked('list', {}, 200);
  await asked('list', { limit: 0 }, 400);
  await asked('update', { reminder_id, location: 'Main Hall' }, 200);
  await asked('update', { reminder_id, location: '<' }, 400);
  await frontdesk.phone('+12223334444').texts('Yes');
  await asked('fetch', { reminder_id }, 200);
  await asked('delete', { reminder_id }, 200);
  for (const action of ['fetch', 'update', 'delete']) await asked(action, { reminder_id }, 404);
  frontdesk.emulator.faults.add({ kind: 'refuse', url: 'twilio.com', times: 100 });
  for (const action of ['create', 'fetch', 'list', 'update', 'delete'])
    await asked(action, { ...full, reminder_id }, 503);
  frontdesk.emulator.faults.clear();
});

test('whoever has no key gets what the document says', async () => {
  const { status, body } = await api.call('list', {}, { authorization: '' });
  expect(document.validateResponse(body, 'listReminders', status).errors ?? []).toEqual([]);
  expect(status).toBe(401);
});
