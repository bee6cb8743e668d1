import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { callFunction, settings } from '../../test/function-call';

const files = readdirSync(__dirname)
  .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
  .sort();
/** What a flow calls is signed by Twilio and needs no key. */
const open = files.filter((file) => !file.includes('.protected.'));
const handlerOf = (file: string) => require(join(__dirname, file)).handler;
const withKey = { ...settings, REMINDER_API_KEY: 'an api key' };
const request = { headers: { authorization: 'Bearer an api key' } };

const logs = jest.spyOn(console, 'log').mockImplementation();
const errors = jest.spyOn(console, 'error').mockImplementation();

const value = fc.oneof(
  fc.string(),
  fc.string({ unit: 'binary' }),
  fc.integer(),
  fc.double(),
  fc.array(fc.oneof(fc.integer(), fc.string())),
  fc.object(),
  fc.constantFrom(null, undefined, 0, true, '', '\u0000', '👍'.repeat(100), 'x'.repeat(1_000_000), '0'.repeat(32)),
  fc.constantFrom('12223334444', '2027-03-22T13:00Z', '24', 'en_us', 'Europe/Madrid', '21:00-08:00', 'waiting'),
);
const fields = [
  'contact_number',
  'appointment_time',
  'notify_window',
  'location',
  'participant',
  'language',
  'time_zone',
  'quiet_hours',
  'reminder_id',
  'day',
  'state',
  'cursor',
  'limit',
];
const body = fc.dictionary(fc.oneof(fc.constantFrom(...fields), fc.string()), value);

beforeAll(() => jest.spyOn(Date, 'now').mockReturnValue(Date.parse('2027-03-20T12:00:00Z')));
afterAll(() => jest.restoreAllMocks());

test.each(files)('%s answers JSON to whatever it is sent, and never with a 500 or a stack', async (file) => {
  const handler = handlerOf(file);
  await fc.assert(
    fc.asyncProperty(body, async (sent) => {
      const { status, body: answer, contentType } = await callFunction(handler, { ...sent, request }, withKey);
      expect([200, 400, 404, 409]).toContain(status);
      expect(contentType).toBe('application/json');
      expect(answer).not.toMatch(/\bat .*\.(ts|js):\d+|node_modules|\[object/);
    }),
    { numRuns: 200 },
  );
});

test.each(open)('%s lets nobody in without the key, or when no key is set', async (file) => {
  const handler = handlerOf(file);
  for (const headers of [
    {},
    { authorization: 'Bearer ' },
    { authorization: 'Bearer wrong' },
    { authorization: ['Bearer an api key'] },
  ]) {
    expect((await callFunction(handler, { request: { headers } }, withKey)).status).toBe(401);
  }
  expect((await callFunction(handler, { request: 'Bearer an api key' }, withKey)).status).toBe(401);
  expect((await callFunction(handler, { request }, settings)).status).toBe(401);
  expect(
    (
      await callFunction(
        handler,
        { request: { headers: { authorization: 'Bearer ' } } },
        { ...settings, REMINDER_API_KEY: '' },
      )
    ).status,
  ).toBe(401);
  expect([...logs.mock.calls, ...errors.mock.calls].flat().join()).not.toContain('an api key');
});
