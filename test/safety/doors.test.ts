import { openFrontdesk, type TestFrontdesk } from '../frontdesk';
import { signIn } from '../frontdesk/desk';
import {
  type Answered,
  type Asked,
  ask,
  askSigned,
  deployedFunctions,
  kept,
  pathsOf,
  signatureFor,
} from './deployed-functions';
import { proofFor, proofs, secretOf } from './proofs';

let frontdesk: TestFrontdesk;
beforeAll(async () => {
  frontdesk = await openFrontdesk({ rateLimits: false });
  const ana = frontdesk.phone('+12025550111');
  await ana.texts('!subscribe');
  await frontdesk.admin.texts(`!approve ${ana.number}`);
  const desk = await signIn(frontdesk);
  await desk.order({ name: 'Cyrus Doe', phone: '+12025550114' });
});
afterAll(() => frontdesk.stop());

const protectedPaths = pathsOf('protected');
const publicPaths = pathsOf('public');

test('every Function that is deployed is known here', () => {
  expect(deployedFunctions.length).toBeGreaterThan(20);
  expect(pathsOf('private')).toEqual([]);
  expect(protectedPaths).toEqual(expect.arrayContaining(['/sms/inbound', '/sms/status', '/dispatch/request']));
  expect(publicPaths.filter((path) => proofFor(path) === undefined)).toEqual([]);
});

/** Nothing that was stored, no secret and no number of anybody. */
function expectNoData({ body, headers }: Answered): void {
  expect(body).not.toMatch(/Cyrus|order-|202\D*555\D*01(00|11|14)/);
  for (const name of ['TICK_KEY', 'REMINDER_API_KEY', 'DESK_SECRET', 'API_SECRET', 'SYNC_SERVICE_SID']) {
    expect(body).not.toContain(secretOf(frontdesk, name));
  }
  expect(headers.get('set-cookie')).toBeNull();
}

async function expectNoEffect(work: () => Promise<void>): Promise<void> {
  const before = kept(frontdesk);
  await frontdesk.forgetCalls();
  await work();
  await frontdesk.emulator.world.causes.settled();
  const calls = await frontdesk.functionCalls();
  expect(calls.filter(({ method }) => method.toUpperCase() !== 'GET')).toEqual([]);
  expect(kept(frontdesk)).toBe(before);
}

describe('a protected Function', () => {
  const form: [string, string][] = [
    ['From', '+12025550100'],
    ['To', '+12025550123'],
    ['Body', '!showall'],
    ['MessageSid', `SM${'0'.repeat(32)}`],
    ['SmsMessageSid', `SM${'0'.repeat(32)}`],
    ['phone', '+12025550114'],
    ['execution', 'FN1'],
  ];
  const other = (name: string, value: string) => form.map(([n, v]): [string, string] => [n, n === name ? value : v]);

  test.each(protectedPaths)('%s answers 403 to who is not Twilio', async (path) => {
    const signed = (signature: string, more: Asked = {}): Asked => ({
      form,
      ...more,
      headers: { ...more.headers, 'x-twilio-signature': signature },
    });
    const right = signatureFor(frontdesk, path, form);
    const notTheirs: Record<string, Asked> = {
      'no signature': { form },
      'no signature, GET': { method: 'GET', query: `?${new URLSearchParams(form)}` },
      'no signature, JSON': { json: Object.fromEntries(form) },
      'an empty one': signed(''),
      'a word': signed('signature'),
      'one cut short': signed(right.slice(0, -1)),
      'one byte more': signed(`${right}=`),
      'of another token': signed(signatureFor(frontdesk, path, form, '0'.repeat(32))),
      'of no token': signed(signatureFor(frontdesk, path, form, '')),
      'of another Function': signed(signatureFor(frontdesk, '/elsewhere', form)),
      'of the URL with a query': signed(signatureFor(frontdesk, `${path}?a=1`, form)),
      'of the URL without its query': signed(right, { query: '?From=%2B12025550100' }),
      'of another sender': signed(signatureFor(frontdesk, path, other('From', '+12025550113'))),
      'of another text': signed(signatureFor(frontdesk, path, other('Body', 'hello'))),
      'of fewer fields': signed(signatureFor(frontdesk, path, form.slice(1))),
      'of no fields': signed(signatureFor(frontdesk, path)),
      'of a field that came twice': signed(right, { form: [...form, ['From', '+12025550111']] }),
      'of another JSON body': {
        json: Object.fromEntries(form),
        query: `?bodySHA256=${'0'.repeat(64)}`,
        headers: { 'x-twilio-signature': signatureFor(frontdesk, `${path}?bodySHA256=${'0'.repeat(64)}`) },
      },
      'in the body': { form: [...form, ['X-Twilio-Signature', right]] },
      'in a forged request': {
        json: { ...Object.fromEntries(form), request: { headers: { 'x-twilio-signature': right } } },
      },
      'a key of ours': { form, headers: { authorization: `Bearer ${secretOf(frontdesk, 'TICK_KEY')}` } },
    };
    await expectNoEffect(async () => {
      for (const [what, asked] of Object.entries(notTheirs)) {
        const answered = await ask(frontdesk, path, asked);
        expect([what, answered.status]).toEqual([what, 403]);
        expectNoData(answered);
      }
    });
    const { status } = await askSigned(frontdesk, path, { form: other('Body', 'hello') });
    expect(status).not.toBe(403);
  });
});

/** Whatever could be taken for the proof, by a door that looks too kindly. */
function wrongProofs(path: string): Record<string, Asked> {
  const [tick, api] = [secretOf(frontdesk, 'TICK_KEY'), secretOf(frontdesk, 'REMINDER_API_KEY')];
  const own = path === '/tick' ? tick : api;
  const others = path === '/tick' ? api : tick;
  const authorization = (value: string): Asked => ({ headers: { authorization: value } });
  const cookie = (value: string): Asked => ({ headers: { cookie: value, 'x-frontdesk': 'desk' } });
  const forged = (headers: object, cookies: object = {}): Asked => ({ json: { request: { headers, cookies } } });
  const flipped = `${own.slice(0, -1)}${own.endsWith('0') ? '1' : '0'}`;
  return {
    nothing: {},
    'nothing, GET': { method: 'GET' },
    'nothing, JSON': { json: {} },
    'an empty key': authorization('Bearer '),
    'a space': authorization('Bearer  '),
    'no word': authorization('Bearer'),
    'a key of the same length': authorization(`Bearer ${flipped}`),
    'a key cut short': authorization(`Bearer ${own.slice(0, -1)}`),
    'a key that begins right': authorization(`Bearer ${own}0`),
    'a very long key': authorization(`Bearer ${'k'.repeat(8000)}`),
    "another door's key": authorization(`Bearer ${others}`),
    'the key without its scheme': authorization(own),
    'the key by another scheme': authorization(`Basic ${Buffer.from(`user:${own}`).toString('base64')}`),
    'the key as a token': authorization(`Token ${own}`),
    undefined: authorization('Bearer undefined'),
    'the key in another header': { headers: { 'x-api-key': own, 'x-key': own } },
    'the key in a cookie': cookie(`key=${own}; authorization=${own}; REMINDER_API_KEY=${own}`),
    'the key in the fields': {
      form: [
        ['authorization', `Bearer ${own}`],
        ['api_key', own],
        ['token', own],
        ['REMINDER_API_KEY', own],
      ],
    },
    "the account's own credentials": authorization(
      `Basic ${Buffer.from(`${frontdesk.emulator.account.accountSid}:${frontdesk.emulator.account.authToken}`).toString('base64')}`,
    ),
    'an empty cookie': cookie('frontdesk_session='),
    'a made-up cookie': cookie(`frontdesk_session=${'x'.repeat(43)}`),
    'a name of JavaScript': cookie('frontdesk_session=__proto__'),
    'a long cookie': cookie(`frontdesk_session=${'x'.repeat(4000)}`),
    'a made-up link': { query: `?key=${'x'.repeat(32)}&go=1` },
    'a link with a list for a key': { query: `?key=${'x'.repeat(32)}&key=${'y'.repeat(32)}&go=1` },
    'a forged header with a wrong key': forged({ authorization: 'Bearer wrong', 'x-tick-key': 'wrong' }),
    'a forged header with a list': forged({ authorization: [`Bearer ${own}`], 'x-tick-key': [own] }),
    'a forged header with an object': forged({ authorization: { toString: own }, 'x-tick-key': true }),
    'a forged cookie': forged({ 'x-frontdesk': 'desk', cookie: 'frontdesk_session=x' }, { frontdesk_session: 'x' }),
    'forged headers in the query': { query: '?request[headers][x-frontdesk]=desk&request[headers][authorization]=x' },
    'a request that is no request': { form: [['request', `Bearer ${own}`]] },
    'a request that is a list': { json: { request: [[{ authorization: `Bearer ${own}` }]] } },
    'a prototype': { raw: `{"__proto__":{"request":{"headers":{"authorization":"Bearer ${own}"}}}}` },
    'a prototype, as JSON': {
      raw: `{"__proto__":{"request":{"headers":{"authorization":"Bearer ${own}","x-tick-key":"${own}"}},"key":"${own}"}}`,
      headers: { 'content-type': 'application/json' },
    },
  };
}

describe('a public Function', () => {
  test.each(publicPaths)('%s refuses who has no proof, as JSON, and tells them nothing', async (path) => {
    const page = proofFor(path)?.refusesWithPage === true;
    await expectNoEffect(async () => {
      for (const [what, asked] of Object.entries(wrongProofs(path))) {
        const answered = await ask(frontdesk, path, asked);
        expect([what, [401, 403].includes(answered.status)]).toEqual([what, true]);
        expect(answered.contentType).toMatch(page ? /^text\/html/ : /^application\/json/);
        if (!page) {
          const said = Object.keys(JSON.parse(answered.body)).filter((name) => !/^(error|message|errors)$/.test(name));
          expect(said).toEqual([]);
        }
        expectNoData(answered);
      }
    });
  });

  test.each(publicPaths)('%s lets in who has it', async (path) => {
    const { status } = await ask(frontdesk, path, await proofFor(path)?.given(frontdesk));
    expect([401, 403]).not.toContain(status);
  });
});

describe('headers that a JSON body forges', () => {
  test.each(['/tick', '/reminder/list'].filter((path) => publicPaths.includes(path)))(
    '%s gives no more for them than for real ones',
    async (path) => {
      const { headers } = (await proofFor(path)?.given(frontdesk)) ?? {};
      const real = await ask(frontdesk, path, { headers });
      const forged = await ask(frontdesk, path, { json: { request: { headers } } });
      expect([forged.status, Object.keys(JSON.parse(forged.body))]).toEqual([
        real.status,
        Object.keys(JSON.parse(real.body)),
      ]);
    },
  );

  test('the mark of our own page cannot be put on from elsewhere: the cookie that comes along is lost with it', async () => {
    const { cookie } = await signIn(frontdesk);
    const fields = { actionId: 'a-foreign-page', number: '+12025550111' };
    const attempts: Asked[] = [
      { query: '?request[headers][x-frontdesk]=desk', json: fields, headers: { cookie } },
      { query: '?request%5Bheaders%5D%5Bx-frontdesk%5D=desk', form: Object.entries(fields), headers: { cookie } },
      { json: { ...fields, request: { headers: { 'x-frontdesk': 'desk' } } }, headers: { cookie } },
      { form: [...Object.entries(fields), ['request[headers][x-frontdesk]', 'desk']], headers: { cookie } },
      { form: Object.entries(fields), headers: { cookie } },
      {
        method: 'GET',
        query: `?${new URLSearchParams(fields)}&request[headers][x-frontdesk]=desk`,
        headers: { cookie },
      },
    ];
    await expectNoEffect(async () => {
      for (const attempt of attempts) {
        const { status } = await ask(frontdesk, '/desk/dispatch/deny', attempt);
        expect([401, 403]).toContain(status);
      }
    });
  });
});

test('the proofs are told apart', () => {
  const opened = publicPaths.map((path) => Object.values(proofs).filter(({ opens }) => opens(path)).length);
  expect(opened.every((count) => count === 1)).toBe(true);
});
