import { createHash } from 'node:crypto';
import { request as httpRequest } from 'node:http';
import { signatureOf } from '../../core/signature';
import { runLimits } from '../limits';
import { type Bench, createBench, type Source } from '../testing/bench';

const echo = `exports.handler = (context, event, callback) => {
  const { request, ...rest } = event;
  const response = new Twilio.Response();
  response.appendHeader('Content-Type', 'application/json');
  response.setBody({
    event: rest, headers: request && request.headers, cookies: request && request.cookies,
    path: context.PATH, domain: context.DOMAIN_NAME, color: context.COLOR, env: process.env.COLOR,
    service: context.SERVICE_SID, environment: context.ENVIRONMENT_SID, account: context.ACCOUNT_SID,
    secret: process.env.EMULATOR_SECRET, privately: Runtime.getFunctions()['hidden'] && Object.keys(Runtime.getFunctions()).length,
    note: Runtime.getAssets()['/note.txt'] && Runtime.getAssets()['/note.txt'].open(),
  });
  callback(null, response);
};`;
const cookies = `exports.handler = (context, event, callback) => {
  const response = new Twilio.Response();
  response.setBody('ok');
  response.setCookie('a', '1', [event.attribute]);
  response.setCookie('b', '2');
  callback(null, response);
};`;
const large = `exports.handler = (context, event, callback) => callback(null, 'x'.repeat(Number(event.bytes)));`;
const functions: Source[] = [
  { path: '/echo', content: echo },
  { path: '/guarded', content: echo, visibility: 'protected' },
  { path: '/hidden', content: echo, visibility: 'private' },
  { path: '/cookies', content: cookies },
  { path: '/large', content: large },
];
const assets: Source[] = [
  { path: '/style.css', content: 'body { color: red }', type: 'text/css' },
  { path: '/assets/index.html', content: '<h1>Hello</h1>', type: 'text/html' },
  { path: '/secret.txt', content: 'signed only', type: 'text/plain', visibility: 'protected' },
  { path: '/note.txt', content: 'for Functions', type: 'text/plain', visibility: 'private' },
];

let bench: Bench;
beforeAll(async () => {
  process.env.EMULATOR_SECRET = 'never seen by Functions';
  bench = await createBench();
  await bench.deploy({ functions, assets, variables: { COLOR: 'blue' } });
});
afterAll(() => bench.stop());

const signed = (path: string, form: Record<string, string> = {}) => ({ 'X-Twilio-Signature': bench.sign(path, form) });

describe('what a Function gets', () => {
  test('query and form in its event, its own variables, and nothing of the machine', async () => {
    const answer = await bench.call('/echo?a=1&b=2', { form: { b: '3' } });
    expect(answer.status).toBe(200);
    const seen = await answer.json();
    expect(seen.event).toEqual({ a: '1', b: '3' });
    expect(seen).toMatchObject({ color: 'blue', env: 'blue', path: '/echo', domain: bench.serverless.domain() });
    expect(seen).toMatchObject({ note: 'for Functions', privately: functions.length });
    expect(seen.service).toMatch(/^ZS/);
    expect(seen.environment).toMatch(/^ZE/);
    expect(seen.account).toBe(bench.world.account.accountSid);
    expect(seen.secret).toBeUndefined();
  });

  test('headers in lower case, without those that the platform keeps to itself', async () => {
    const headers = {
      'X-Mine': 'yes',
      'X-Real-Ip': '1.2.3.4',
      'X-Forwarded-For': '1.2.3.4',
      'I-Twilio-Idempotency-Token': 'token',
      Referer: 'http://example.com',
      'X-Emulator-Invocation': 'RQ1',
      Cookie: 'k=v; l=w',
    };
    const seen = await (await bench.call('/echo', { headers })).json();
    expect(seen.headers).toMatchObject({ 'x-mine': 'yes', cookie: 'k=v; l=w' });
    expect(seen.cookies).toEqual({ k: 'v', l: 'w' });
    const names = Object.keys(seen.headers);
    for (const name of ['host', 'connection', 'referer', 'x-real-ip', 'x-forwarded-for'])
      expect(names).not.toContain(name);
    expect(names.filter((name) => name.startsWith('x-emulator') || name.startsWith('i-twilio'))).toEqual([]);
  });

  test('JSON members as they are, and no handler for JSON that cannot be read', async () => {
    const headers = { 'Content-Type': 'application/json' };
    const good = await bench.call('/echo', { method: 'POST', headers, body: '{"list":[1,{"a":null}]}' });
    expect((await good.json()).event).toEqual({ list: [1, { a: null }] });
    const bad = await bench.call('/echo', { method: 'POST', headers, body: '{"list":' });
    expect(bad.status).toBe(400);
    expect(await bad.text()).not.toMatch(/ at |node_modules/);
  });
});

describe('visibility', () => {
  test('a private Function is not there, nor is a path that nobody deployed', async () => {
    expect((await bench.call('/hidden')).status).toBe(404);
    expect((await bench.call('/hidden', { method: 'OPTIONS' })).status).toBe(404);
    expect((await bench.call('/echo/')).status).toBe(404);
    expect((await bench.call('/Echo')).status).toBe(404);
    expect((await bench.call('/note.txt')).status).toBe(404);
  });

  test('a protected Function needs the signature of the https URL with query and form', async () => {
    const form = { From: '+12025550100', Body: 'Hi & bye' };
    const path = '/guarded?x=1';
    expect((await bench.call(path, { form })).status).toBe(403);
    expect((await bench.call(path, { form, headers: signed('/guarded', form) })).status).toBe(403);
    expect((await bench.call(path, { form, headers: signed(path, { ...form, Body: 'Hi' }) })).status).toBe(403);
    const answer = await bench.call(path, { form, headers: signed(path, form) });
    expect(answer.status).toBe(200);
    expect((await answer.json()).event).toEqual({ x: '1', ...form });
  });

  test('a refusal is in the log', async () => {
    bench.world.log.clear();
    await bench.call('/guarded', { method: 'POST' });
    expect(bench.world.log.list()).toMatchObject([{ kind: 'function', path: '/guarded', invocation: '', status: 403 }]);
  });

  test('the loopback address that was really called may be signed as well', async () => {
    const signature = signatureOf(bench.world.account.authToken, `${bench.url}/guarded`, { a: '1' });
    const answer = await bench.call('/guarded', { form: { a: '1' }, headers: { 'X-Twilio-Signature': signature } });
    expect(answer.status).toBe(200);
  });

  test('a signed JSON request shows the hash of its body', async () => {
    const body = '{"a":1}';
    const path = `/guarded?bodySHA256=${createHash('sha256').update(body).digest('hex')}`;
    const headers = { 'Content-Type': 'application/json', ...signed(path) };
    expect((await bench.call(path, { method: 'POST', headers, body })).status).toBe(200);
    expect((await bench.call(path, { method: 'POST', headers, body: '{"a":2}' })).status).toBe(403);
  });
});

describe('methods and limits', () => {
  test.each(['PUT', 'DELETE', 'PATCH', 'HEAD'])('%s is refused', async (method) => {
    expect((await bench.call('/echo', { method })).status).toBe(405);
  });

  test('OPTIONS is answered by the platform, also for protected Functions', async () => {
    for (const path of ['/echo', '/guarded']) {
      const answer = await bench.call(path, { method: 'OPTIONS' });
      expect(answer.status).toBe(204);
      expect(answer.headers.get('access-control-allow-origin')).toBe('*');
      expect(answer.headers.get('access-control-allow-headers')).toBe('*');
    }
  });

  test('GET with a body is refused', async () => {
    const status = await new Promise((resolve, reject) => {
      const sent = httpRequest(`${bench.url}/echo`, { method: 'GET', headers: { 'content-length': 2 } }, (answer) => {
        answer.resume();
        resolve(answer.statusCode);
      });
      sent.on('error', reject);
      sent.end('hi');
    });
    expect(status).toBe(403);
  });

  test('a request of more than 1 MB is refused, one just below passes', async () => {
    const post = (bytes: number) => bench.call('/large?bytes=1', { method: 'POST', body: 'x'.repeat(bytes) });
    expect((await post(runLimits.requestBytes - 2_000)).status).toBe(200);
    expect((await post(runLimits.requestBytes)).status).toBe(413);
    expect((await post(runLimits.requestBytes * 3)).status).toBe(413);
  });

  test('headers of more than 15 kB, or more than 90 of them, are refused', async () => {
    const filler = (bytes: number) => ({ headers: { 'X-Filler': 'x'.repeat(bytes) } });
    expect((await bench.call('/echo', filler(runLimits.headerBytes - 1_000))).status).toBe(200);
    expect((await bench.call('/echo', filler(runLimits.headerBytes))).status).toBe(431);
    const many = (count: number) => ({ Cookie: Array.from({ length: count }, (_, i) => `c${i}=1`).join('; ') });
    expect((await bench.call('/echo', { headers: many(70) })).status).toBe(200);
    expect((await bench.call('/echo', { headers: many(runLimits.headers) })).status).toBe(431);
  });

  test('a response of more than 4 MB does not get out', async () => {
    expect((await bench.call(`/large?bytes=${runLimits.responseBytes}`)).status).toBe(200);
    expect((await bench.call(`/large?bytes=${runLimits.responseBytes + 1}`)).status).toBe(502);
  });

  test('cookies live for a day at most, and are HttpOnly and Secure', async () => {
    const good = await bench.call('/cookies?attribute=Max-Age=86400');
    expect(good.headers.getSetCookie()).toEqual(['a=1; Max-Age=86400; HttpOnly; Secure', 'b=2; HttpOnly; Secure']);
    const domain = await bench.call('/cookies?attribute=Domain=example.com');
    expect(domain.headers.getSetCookie()[0]).toBe('a=1; HttpOnly; Secure');
    expect((await bench.call('/cookies?attribute=Max-Age=86401')).status).toBe(400);
  });
});

describe('assets', () => {
  test('come with type and ETag, and are not sent again when they are known', async () => {
    const answer = await bench.call('/style.css');
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('text/css; charset=utf-8');
    expect(await answer.text()).toBe('body { color: red }');
    const etag = answer.headers.get('etag') ?? '';
    expect((await bench.call('/style.css', { headers: { 'If-None-Match': etag } })).status).toBe(304);
    expect((await bench.call('/style.css', { headers: { 'If-None-Match': '"other"' } })).status).toBe(200);
    expect((await bench.call('/style.css', { method: 'POST' })).status).toBe(405);
    expect((await bench.call('/style.css', { method: 'HEAD' })).headers.get('content-length')).toBe('19');
  });

  test('/assets/index.html is at / as well', async () => {
    expect(await (await bench.call('/')).text()).toBe('<h1>Hello</h1>');
    expect((await bench.call('/index.html')).status).toBe(404);
  });

  test('a protected one needs a signature', async () => {
    expect((await bench.call('/secret.txt')).status).toBe(403);
    expect((await bench.call('/secret.txt', { headers: signed('/secret.txt') })).status).toBe(200);
  });
});

test('a webhook to the domain reaches the Function inside the emulator, signed', async () => {
  const answer = await bench.world.webhooks.send({
    url: `https://${bench.serverless.domain()}/guarded?q=1#rc=2`,
    params: { From: '+12025550100' },
  });
  expect(answer.status).toBe(200);
  expect(JSON.parse(answer.body).event).toEqual({ q: '1', From: '+12025550100' });
  expect(bench.world.webhooks.serverOf('other-1234.twil.io')).toBeUndefined();
});
