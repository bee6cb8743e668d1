import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { callFunction, settings } from '../test/function-call';

const files = readdirSync(__dirname, { recursive: true, encoding: 'utf8' })
  .filter((file) => /^(sms|dispatch)\/.*\.ts$|^tick\.ts$/.test(file))
  .sort();
const handlerOf = (file: string) => require(join(__dirname, file)).handler;
const inbound = handlerOf('sms/inbound.protected.ts');

const errors = jest.spyOn(console, 'error').mockImplementation();
const logs = jest.spyOn(console, 'log').mockImplementation();
const logged = () => [...errors.mock.calls, ...logs.mock.calls].flat().join('\n');
beforeEach(() => {
  errors.mockClear();
  logs.mockClear();
});

/** What arrives when nobody is kind: lists, objects, control characters, a megabyte, names that mean something to JavaScript. */
const value = fc.oneof(
  fc.string(),
  fc.string({ unit: 'binary' }),
  fc.array(fc.string()),
  fc.object(),
  fc.constantFrom(null, undefined, 0, true, '', ' ', '\u0000', '👍'.repeat(10), 'x'.repeat(1_000_000)),
  fc.constantFrom(
    '1',
    '0',
    '!help',
    '!approve +12025550111',
    '!subscribe',
    '!name <b>',
    '!showall 99 x',
    'STOP',
    '!lang es',
  ),
);
const name = fc.constantFrom(
  'From',
  'To',
  'Body',
  'MessageSid',
  'SmsSid',
  'SmsMessageSid',
  'MessageStatus',
  'Argument',
  'request',
);
const numbers = fc.constantFrom('+12025550113', '+12025550100', '+1', '72645', 'BANK', '+12025550113 OR 1=1');
const event = fc.oneof(
  fc.dictionary(fc.oneof(name, fc.string()), value),
  fc.record({ From: numbers, Body: value, MessageSid: value }),
  fc.record({ From: numbers, Body: value, SmsMessageSid: fc.constant('SM1'), Argument: value }),
  value,
);

test.each(files)('%s answers whatever it is sent, once, and never with a 500 or a stack', async (file) => {
  const handler = handlerOf(file);
  await fc.assert(
    fc.asyncProperty(event, async (sent) => {
      const { status, body, contentType } = await callFunction(handler, sent);
      expect(status).toBeLessThan(500);
      expect(contentType).toMatch(/^(text\/xml|application\/json|text\/plain)$/);
      expect(body).not.toMatch(/\bat .*\.(ts|js):\d+|node_modules|undefined|\[object/);
    }),
    { numRuns: 150 },
  );
});

test.each(files)('%s keeps its manners when nothing is configured', async (file) => {
  const { status, body } = await callFunction(
    handlerOf(file),
    { From: '+12025550113', Body: '1', SmsMessageSid: 'SM1' },
    {},
  );
  expect([200, 503]).toContain(status);
  expect(body).not.toMatch(/ADMIN_NUMBERS|SYNC_SERVICE_SID/);
});

test('what failed is logged with its cause, and without numbers', async () => {
  await callFunction(
    inbound,
    { From: '+12025550113', Body: '1', SmsMessageSid: 'SM1' },
    { ...settings, SYNC_SERVICE_SID: '' },
  );
  expect(logged()).toMatch(/SYNC_SERVICE_SID is missing/);
  expect(logged()).not.toMatch(/2025550113/);
});

test('a text without a sender whom one could answer is answered with nothing', async () => {
  for (const From of [undefined, '', '72645', ['+12025550113'], {}]) {
    const { status, body } = await callFunction(inbound, { From, Body: '1', MessageSid: 'SM1' });
    expect(status).toBe(200);
    expect(body).toBe('<?xml version="1.0" encoding="UTF-8"?><Response/>');
  }
});

test('a text without a body gets the menu', async () => {
  for (const Body of [undefined, '', ['1'], {}]) {
    const { body } = await callFunction(inbound, { From: '+12025550113', Body, MessageSid: 'SM1' });
    expect(body).toMatch(/<Message>HELP MENU/);
  }
});

test('a command answers Studio with JSON, and a webhook with TwiML', async () => {
  const help = handlerOf('dispatch/help.protected.ts');
  const widget = await callFunction(help, { From: '+12025550113' });
  expect(widget.contentType).toBe('application/json');
  expect(JSON.parse(widget.body)).toEqual({ outcome: 'help', reply: expect.stringMatching(/^HELP MENU/) });
  const webhook = await callFunction(help, {
    From: '+12025550113',
    Body: '!help',
    SmsMessageSid: 'SM1',
    MessageSid: 'SM1',
  });
  expect(webhook).toMatchObject({ contentType: 'text/xml', body: expect.stringMatching(/<Message>HELP MENU/) });
});

test('Studio may hand the rest of the command in as it likes', async () => {
  const approve = handlerOf('dispatch/approve.protected.ts');
  const From = '+12025550100';
  for (const event of [{ Argument: '+12025550111' }, { Body: '!approve +12025550111' }]) {
    const { body } = await callFunction(approve, { From, ...event });
    expect(JSON.parse(body)).toMatchObject({ outcome: 'approved' });
  }
  const { body } = await callFunction(approve, { From });
  expect(JSON.parse(body)).toMatchObject({ outcome: 'not-a-number' });
  const nobody = await callFunction(approve, {});
  expect(nobody).toMatchObject({ status: 400, contentType: 'application/json' });
});

describe('tick', () => {
  const tick = handlerOf('tick.ts');
  const withHeaders = (headers: Record<string, unknown>) => ({ request: { headers, cookies: {} } });

  test.each([
    { key: settings.TICK_KEY },
    withHeaders({ authorization: `Bearer ${settings.TICK_KEY}` }),
    withHeaders({ 'x-tick-key': settings.TICK_KEY }),
  ])('opens with its key, %#', async (event) => {
    const { status, body } = await callFunction(tick, event);
    expect(status).toBe(200);
    expect(JSON.parse(body)).toMatchObject({ done: true, more: false });
  });

  test.each([
    {},
    { key: 'another key' },
    { key: '' },
    { key: [settings.TICK_KEY] },
    { request: `Bearer ${settings.TICK_KEY}` },
    withHeaders({ authorization: settings.TICK_KEY }),
    withHeaders({ authorization: [`Bearer ${settings.TICK_KEY}`] }),
  ])('stays shut without it, %#', async (event) => {
    expect(await callFunction(tick, event)).toMatchObject({ status: 403, contentType: 'application/json' });
  });

  test.each([undefined, '', ' '])('stays shut when the key is not set, %j', async (TICK_KEY) => {
    for (const key of [undefined, '', ' ']) {
      expect((await callFunction(tick, { key }, { ...settings, TICK_KEY })).status).toBe(403);
    }
  });
});

test('a healthy account hears no apology', async () => {
  for (const Body of [
    '1',
    '0',
    '!subscribe',
    '!available',
    '!done',
    'STOP',
    'START',
    '!showall',
    '!lang es',
    'hello',
  ]) {
    for (const From of ['+12025550113', '+12025550100']) {
      const { status, body } = await callFunction(inbound, { From, Body, MessageSid: 'SM1' });
      expect(status).toBe(200);
      expect(body).not.toMatch(/Sorry, we are experiencing/);
    }
  }
  expect(logged()).not.toMatch(/"event":"failed"/);
});
