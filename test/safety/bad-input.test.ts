import fc from 'fast-check';
import { orderKey } from '../../src/pickup/create';
import { openFrontdesk, type TestFrontdesk } from '../frontdesk';
import { signIn } from '../frontdesk/desk';
import { type Answered, type Asked, ask, askSigned, deployedFunctions, kept } from './deployed-functions';
import { proofFor } from './proofs';

let frontdesk: TestFrontdesk;
beforeAll(async () => {
  // Standing still: a minute later, on a slow machine, a report of a text's fate would set off what a tick does
  frontdesk = await openFrontdesk({ rateLimits: false, frozenAt: '2026-11-21T12:00:00Z' });
  await seed();
  frontdesk.emulator.markDeployed(); // where `reset` goes back to
});
beforeEach(() => frontdesk.reset());
afterAll(() => frontdesk.stop());

const functions = deployedFunctions.map(({ path, visibility }) => ({ path, visibility }));
const RUNS = Number(process.env.FUZZ_RUNS ?? 4); // of each property
const TOGETHER = 8; // requests in each run, at once
const SECONDS = RUNS; // at most, for each property of each Function
const bounds = { numRuns: RUNS, interruptAfterTimeLimit: SECONDS * 1000, endOnFailure: true } as const;

/** Names that some Function reads, names that mean something to JavaScript, and names of nobody. */
const names = [
  ...['From', 'To', 'Body', 'MessageSid', 'SmsMessageSid', 'SmsSid', 'MessageStatus', 'SmsStatus', 'ErrorCode'],
  ...['Argument', 'AccountSid', 'NumMedia', 'phone', 'order', 'execution', 'name', 'in_car', 'car', 'plate'],
  ...['about', 'kind', 'item', 'text', 'at', 'receiver', 'provider', 'reminder', 'n'],
  ...['key', 'go', 'actionId', 'fact', 'body', 'arrival', 'number', 'note'],
  ...['reminder_id', 'contact_number', 'appointment_time', 'notify_window', 'location', 'participant', 'language'],
  ...['revision', 'hours', 'timeZone', 'week', 'holidays', 'paused', 'words'],
  ...['time_zone', 'quiet_hours', 'limit', 'day', 'state', 'cursor'],
  ...['request', '__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'length', 'then', '', 'a[b]'],
];
const words = [
  ...['', ' ', '0', '-1', '1e309', 'NaN', 'null', 'undefined', 'true', '{}', '[]', '[object Object]'],
  ...[
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty',
    '../../etc/passwd',
    '%00',
    '%',
    '%E0%A4%A',
    'a/b',
    '.',
    '..',
  ],
  ...['\u0000', '\u0007\u001b[31m', '\u202e', '\ufeff', '\ud83d', '👍'.repeat(30), 'ß', '１', "' OR 1=1 --", '{{x}}'],
  ...[
    '<script>alert(1)</script>',
    '</Message><Redirect>http://evil.example</Redirect>',
    '=HYPERLINK("x")',
    'x'.repeat(5000),
  ],
];
/** What looks right at first, so that the fuzz comes past the first door of a Function. */
const plausible = [
  ...['+12025550111', '+12025550100', '+12025550123', '12025550111', '+999999999999999', '72645'],
  ...[
    '1',
    '!subscribe',
    '!approve +12025550111',
    '!approve x',
    '!name <b>',
    '!lang es',
    '!showall 9 9',
    '!help',
    'ARRIVE',
  ],
  ...[
    'delivered',
    'undelivered',
    'failed',
    'sent',
    'invitation',
    'connected',
    'order',
    'staff-text',
    'ready',
    'placed',
  ],
  ...[
    'readyAt',
    'arrivedAt',
    'order-1',
    'abcdefgh-1234',
    `SM${'0'.repeat(32)}`,
    'FN1',
    'yes',
    'confirmed',
    '2027-01-31',
  ],
  ...['2027-01-31T13:00+02:00', '9999-12-31T23:59:59Z', '24', '24,2', 'America/New_York', '21:00-08:00', 'es', 'en_us'],
];
const name = fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...names) }, fc.string({ maxLength: 12 }));
const junk = fc.oneof(
  fc.constantFrom(...words),
  fc.string(),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.string({ unit: 'grapheme', maxLength: 40 }),
);
const word = fc.oneof(fc.constantFrom(...plausible), junk);
const anything = (text: fc.Arbitrary<string>) =>
  fc.oneof(
    { weight: 4, arbitrary: text },
    fc.array(text, { maxLength: 3 }),
    fc.dictionary(name, text, { maxKeys: 3 }),
    fc.constantFrom<unknown>(null, true, 0, -1, 1e308, 0.1, [], {}, [[]], [null], { toString: 'x' }),
  );
const seededAction = 'a-seeded-order';

/** Something of everything: a provider on duty, a session, an order. */
async function seed(): Promise<void> {
  const [ana, cal] = [frontdesk.phone('+12025550111'), frontdesk.phone('+12025550113')];
  await ana.texts('!subscribe');
  await frontdesk.admin.texts(`!approve ${ana.number}`);
  await ana.texts('!available');
  await cal.texts('1');
  await (await signIn(frontdesk)).post('orders/create', {
    actionId: seededAction,
    name: 'Dee',
    phone: '+12025550114',
  });
}

/** Who is known already, so that the fuzz comes to what stands behind. */
const known: readonly (readonly [string, string])[] = [
  ['From', '+12025550100'],
  ['MessageSid', `SM${'2'.repeat(32)}`],
  ['phone', '+12025550114'],
  ['execution', 'FN2'],
  ['actionId', 'fuzzed-action'],
  ['key', orderKey(seededAction)],
  ['order', orderKey(seededAction)],
  ['contact_number', '12025550115'],
  ['appointment_time', '2099-01-31T13:00+02:00'],
  ['notify_window', '24'],
  ['MessageStatus', 'undelivered'],
];
const withKnown = (asked: Asked): Asked => {
  const { form } = asked;
  return form === undefined
    ? asked
    : { ...asked, form: [...known.filter(([each]) => !form.some(([name]) => name === each)), ...form] };
};

const pairs = (text: fc.Arbitrary<string>) => fc.array(fc.tuple(name, text), { maxLength: 12 });

/** Requests in every form in which a Function can get one. */
const askedWith = (text: fc.Arbitrary<string>): fc.Arbitrary<Asked> =>
  fc.oneof(
    pairs(text).map((form): Asked => ({ form })),
    pairs(text).map((form): Asked => ({ form: [...form, ...form.slice(0, 2)] })), // repeated
    pairs(text).map((form): Asked => ({ method: 'GET', query: `?${new URLSearchParams(form)}` })),
    fc.tuple(pairs(text), pairs(text)).map(
      ([form, query]): Asked => ({
        form,
        query: `?${new URLSearchParams(query.map(([one, value]) => [`${one}[x]`, value]))}`,
      }),
    ),
    fc.array(fc.tuple(name, anything(text)), { maxLength: 8 }).map(
      // Not an object's literal: '__proto__' is a name like any other in JSON
      (fields): Asked => ({
        raw: `{${fields.map(([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)}`).join(',')}}`,
        headers: { 'content-type': 'application/json' },
      }),
    ),
  );

const SLASHES = /(?<![\w:/])\/(?:[\w.@-]+\/){2,}[\w.@-]+/; // '/var/task/handlers'
function expectGoodManners(path: string, { status, contentType, body }: Answered): void {
  expect([path, status, status < 500 ? '' : body]).toEqual([path, status, '']);
  expect(body).not.toMatch(/\n\s+at |\bat [\w.<>]+ \(|\.(ts|js):\d+|node_modules|file:\/\/|\/tmp\//);
  expect(body.replace(/https?:\/\/\S+/g, '')).not.toMatch(SLASHES);
  expect(body).not.toMatch(/TypeError|RangeError|SyntaxError|Cannot read|is not a function|\[object |undefined/);
  expect(contentType).toMatch(/^(text\/xml|application\/json|text\/plain|text\/html)/);
  if (contentType.startsWith('application/json')) JSON.parse(body);
}

async function asker(path: string, visibility: string): Promise<(asked: Asked) => Promise<Answered>> {
  if (visibility === 'protected') return (asked) => askSigned(frontdesk, path, asked);
  const proof = (await proofFor(path)?.given(frontdesk)) ?? {};
  const { query = '' } = proof;
  return (asked) =>
    ask(frontdesk, path, {
      ...asked,
      query: [query, asked.query].filter(Boolean).join('&').replace(/&\?/, '&'),
      headers: { ...asked.headers, ...proof.headers },
    });
}

test.each(functions)('$path answers whatever it is sent with good manners', async ({ path, visibility }) => {
  const send = await asker(path, visibility);
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.oneof(askedWith(word), askedWith(word).map(withKnown)), { minLength: TOGETHER, maxLength: TOGETHER }),
      async (all) => {
        for (const answered of await Promise.all(all.map(send))) expectGoodManners(path, answered);
      },
    ),
    bounds,
  );
  await frontdesk.emulator.world.causes.settled();
});

/** What these do, they do for everybody who may, whatever stands in the request. */
const takeNoInput = ['/desk/heartbeat', '/desk/sign-out', '/desk/session', '/desk/token', '/tick', '/desk/sign-in'];

test.each(functions.filter(({ path }) => !takeNoInput.includes(path)))(
  '$path stores nothing and texts nobody for what makes no sense',
  async ({ path, visibility }) => {
    const send = await asker(path, visibility);
    const before = kept(frontdesk);
    await fc.assert(
      fc.asyncProperty(fc.array(askedWith(junk), { minLength: TOGETHER, maxLength: TOGETHER }), async (all) => {
        for (const answered of await Promise.all(all.map(send))) expectGoodManners(path, answered);
        await frontdesk.emulator.world.causes.settled();
        expect(kept(frontdesk)).toBe(before);
      }),
      bounds,
    );
  },
);

const KB = 1024;
const right = [
  ['From', '+12025550113'],
  ['MessageSid', `SM${'1'.repeat(32)}`],
  ['phone', '+12025550113'],
  ['execution', 'FN1'],
  ['actionId', 'a-large-body'],
] as const;

test.each(functions)('$path takes a megabyte calmly', async ({ path, visibility }) => {
  const send = await asker(path, visibility);
  const large = 'x'.repeat(900 * KB);
  const asked: Asked[] = [
    ...['From', 'Body', 'name', 'key', '__proto__'].map((field) => ({
      form: [...right.filter(([each]) => each !== field), [field, large] as const],
    })),
    { json: { From: Array.from({ length: 100_000 }, () => 'x') } },
    { raw: `${'['.repeat(50_000)}${']'.repeat(50_000)}`, headers: { 'content-type': 'application/json' } },
    { form: Array.from({ length: 20_000 }, (_, n) => [`f${n}`, ''] as const) },
  ];
  for (const answered of await Promise.all(asked.map(send))) expectGoodManners(path, answered);
  expect((await send({ form: [['Body', 'x'.repeat(1024 * KB)]] })).status).toBe(413);
});

test.each(functions)('$path answers a body that cannot be read with a 4xx', async ({ path, visibility }) => {
  const send = await asker(path, visibility);
  const json = { 'content-type': 'application/json' };
  const broken = ['{', '{"From":', '"', '{"From":"+1"}}', '\u0000', Uint8Array.of(0xff, 0xfe, 0x00)];
  for (const answered of await Promise.all(broken.map((raw) => send({ raw, headers: json })))) {
    expect(answered.status).toBeGreaterThanOrEqual(400);
    expectGoodManners(path, answered);
  }
  const types = [
    'text/plain',
    'application/xml',
    'multipart/form-data; boundary=x',
    'nonsense',
    'application/json; charset=utf-7',
  ];
  const others = types.map((type) => send({ raw: '<a/>', headers: { 'content-type': type } }));
  for (const answered of await Promise.all(others)) expectGoodManners(path, answered);
});

test('a signature does not cover a JSON body, so what it says must be as harmless as a form', async () => {
  const { status, body } = await askSigned(frontdesk, '/sms/inbound', {
    json: { From: ['+12025550100'], Body: '!showall' },
  });
  expect([status, body]).toEqual([200, '<?xml version="1.0" encoding="UTF-8"?><Response/>']);
});

test('an admin who mistypes a number hears what a number looks like', async () => {
  frontdesk.admin.ignoreTexts();
  for (const typed of ['5551234', '+1202555', 'Ana', '+1202555011100000', '<b>', '👍', '__proto__']) {
    await frontdesk.admin.texts(`!approve ${typed}`);
    expect(frontdesk.admin).toHear(/\+1\d{10}/);
  }
  expect(frontdesk.admin).toHearNothing();
});

test('the desk says field by field what is wrong', async () => {
  const desk = await signIn(frontdesk);
  const { status, body } = await desk.post('orders/create', {
    name: '\u0000',
    phone: 'x',
    number: '<b>',
    note: 'n'.repeat(999),
  });
  expect(status).toBe(400);
  expect(body.errors?.map(({ field }) => field).sort()).toEqual(['name', 'note', 'number']);
});
