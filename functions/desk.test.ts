import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { decideFields } from '../src/desk/dispatch';
import { fieldsOf } from '../src/desk/door';
import { actFields, createFields, matchFields, textFields, undoFields } from '../src/desk/order-fields';
import { callFunction, settings } from '../test/function-call';

const filesIn = (folder: string) =>
  readdirSync(join(__dirname, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => `${folder}/${file}`)
    .sort();
const handlerOf = (file: string) => require(join(__dirname, file)).handler;
const deskSettings = { ...settings, DESK_SECRET: 'a desk secret', FLOW_ORDER_PICKUP: `FW${'0'.repeat(32)}` };

jest.spyOn(console, 'error').mockImplementation();
jest.spyOn(console, 'log').mockImplementation();

const value = fc.oneof(
  fc.string(),
  fc.string({ unit: 'binary' }),
  fc.array(fc.string()),
  fc.object(),
  fc.constantFrom(
    null,
    undefined,
    0,
    true,
    '',
    '\u0000',
    '👍'.repeat(10),
    'x'.repeat(100_000),
    '+12025550114',
    'order-1',
  ),
);
const name = fc.constantFrom(
  ...[
    'key',
    'go',
    'actionId',
    'name',
    'phone',
    'number',
    'note',
    'fact',
    'body',
    'order',
    'execution',
    'in_car',
    'car',
  ],
  'request',
);
const event = fc.oneof(
  fc.dictionary(fc.oneof(name, fc.string()), value),
  fc.record({
    phone: fc.constant('+12025550114'),
    execution: fc.constant('FN1'),
    name: value,
    car: value,
    order: value,
  }),
  fc.record({ request: fc.record({ headers: fc.dictionary(fc.constantFrom('cookie', 'x-frontdesk'), value) }) }),
  value,
);

test.each([...filesIn('desk'), ...filesIn('pickup')])(
  '%s answers whatever it is sent, without a 500 or a stack',
  async (file) => {
    const handler = handlerOf(file);
    await fc.assert(
      fc.asyncProperty(event, async (sent) => {
        const { status, body } = await callFunction(handler, sent, deskSettings);
        expect(status).toBeLessThan(500);
        expect(body).not.toMatch(/\bat .*\.(ts|js):\d+|node_modules|\[object/);
      }),
      { numRuns: 80 },
    );
  },
);

test.each(filesIn('desk').filter((file) => !file.endsWith('sign-in.ts')))(
  '%s is shut when the secret is not set',
  async (file) => {
    for (const DESK_SECRET of [undefined, '', ' ']) {
      const headers = { cookie: `frontdesk_session=${'x'.repeat(43)}`, 'x-frontdesk': 'desk' };
      const { status } = await callFunction(
        handlerOf(file),
        { request: { headers } },
        { ...deskSettings, DESK_SECRET },
      );
      expect(status).toBe(401);
    }
  },
);

test.each(Object.entries({ actFields, undoFields, matchFields, textFields, createFields, decideFields }))(
  '%s are taken whole or refused by name',
  (_name, schema) => {
    fc.assert(
      fc.property(event, (sent) => {
        const fields = fieldsOf(sent, schema);
        if ('refused' in fields) expect(fields.refused.status).toBe(400);
        else expect(fields.input.actionId).toMatch(/^[\w-]{8,64}$/);
      }),
    );
  },
);

test('what staff type is one line without control characters; a text may have several', () => {
  const base = { actionId: 'press-0001', key: 'order-1' };
  const order = fieldsOf({ ...base, name: ' Ana\u0000\n Diaz ', phone: '1', note: ' ' }, createFields);
  expect(order).toMatchObject({ input: { name: 'Ana Diaz', note: undefined } });
  const text = fieldsOf({ ...base, body: 'one\r\ntwo\u0007' }, textFields);
  expect(text).toMatchObject({ input: { body: 'one\ntwo' } });
});
