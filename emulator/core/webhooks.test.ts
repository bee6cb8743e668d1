import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { createWorld, type OwnedWorld } from './create-world';
import { signatureOf } from './signature';
import type { WebhookAnswer } from './world';

const token = '12345678901234567890123456789012';
const account = { accountSid: `AC${'0'.repeat(32)}`, authToken: token };

interface Received {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

let world: OwnedWorld;
let server: Server;
let base: string;
let received: Received[];
/** What the server answers, one entry per request; the last one stays. */
let script: (Partial<WebhookAnswer> & { waitMs?: number; hangUp?: boolean; silent?: boolean })[];

beforeAll(async () => {
  server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    received.push({ method: request.method ?? '', url: request.url ?? '', headers: request.headers, body });
    const step = (script.length > 1 ? script.shift() : script[0]) ?? {};
    if (step.waitMs) await wait(step.waitMs);
    if (step.silent) return;
    if (step.hangUp) return void request.socket.destroy();
    response.writeHead(step.status ?? 200, step.headers).end(step.body ?? 'ok');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
beforeEach(() => {
  received = [];
  script = [{}];
  world = createWorld({ account });
});
afterEach(() => world.stop());
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const webhookLog = () => world.log.list().filter(({ kind }) => kind === 'webhook');

test('a POST carries its parameters as a form, signed over URL and parameters', async () => {
  const params = { From: '+12025550111', Body: 'häh? & so', MediaUrl: ['a', 'b'] };
  const answer = await world.webhooks.send({ url: `${base}/sms?x=1`, params });
  expect(answer).toMatchObject({ status: 200, body: 'ok' });
  const [request] = received;
  expect(request?.method).toBe('POST');
  expect([...new URLSearchParams(request?.body)]).toEqual([
    ['From', '+12025550111'],
    ['Body', 'häh? & so'],
    ['MediaUrl', 'a'],
    ['MediaUrl', 'b'],
  ]);
  const signature = signatureOf(token, `${base}/sms?x=1`, params);
  expect(request?.headers['x-twilio-signature']).toBe(signature);
  expect(webhookLog()).toMatchObject([{ url: `${base}/sms?x=1`, status: 200, signature }]);
});

test('a GET carries them in the query, which is signed as part of the URL', async () => {
  await world.webhooks.send({ url: `${base}/sms?x=1`, method: 'GET', params: { Body: '1 2' } });
  expect(received[0]).toMatchObject({ method: 'GET', url: '/sms?x=1&Body=1+2', body: '' });
  expect(received[0]?.headers['x-twilio-signature']).toBe(signatureOf(token, `${base}/sms?x=1&Body=1+2`));
});

test('a redirect is followed as GET, signed for where it leads', async () => {
  script = [{ status: 302, headers: { location: '/there' } }, {}];
  await world.webhooks.send({ url: `${base}/here`, params: { a: '1' } });
  expect(received.map(({ method, url }) => `${method} ${url}`)).toEqual(['POST /here', 'GET /there']);
  expect(received[1]?.headers['x-twilio-signature']).toBe(signatureOf(token, `${base}/there`));
});

test('redirects without end are an error', async () => {
  script = [{ status: 302, headers: { location: '/again' } }];
  expect((await world.webhooks.send({ url: `${base}/`, params: {} })).error).toMatch(/too many redirects/);
});

test('by default only a failure to connect is tried again, and once', async () => {
  script = [{ status: 503 }];
  expect((await world.webhooks.send({ url: `${base}/`, params: {} })).status).toBe(503);
  expect(received).toHaveLength(1);
  script = [{ hangUp: true }];
  const answer = await world.webhooks.send({ url: `${base}/`, params: {} });
  expect(answer).toMatchObject({ status: 0, error: expect.any(String) });
  expect(received).toHaveLength(3);
});

test('the fragment sets what is tried again and how often; retries carry the same idempotency token', async () => {
  script = [{ status: 500 }, { status: 404 }, {}];
  const answer = await world.webhooks.send({ url: `${base}/#rc=4&rp=4xx,5xx`, params: {} });
  expect(answer.status).toBe(200);
  expect(received).toHaveLength(3);
  expect(received[0]?.url).toBe('/');
  const tokens = received.map(({ headers }) => headers['i-twilio-idempotency-token']);
  expect(tokens[0]).toMatch(/./);
  expect(new Set(tokens).size).toBe(1);
  expect(webhookLog().map((event) => 'status' in event && event.status)).toEqual([500, 404, 200]);
});

test('rc=0 tries once', async () => {
  script = [{ hangUp: true }];
  await world.webhooks.send({ url: `${base}/#rc=0&rp=all`, params: {} });
  expect(received).toHaveLength(1);
});

test('a server that is too slow is given up, and tried again when rp says so', async () => {
  script = [{ silent: true }];
  const late = await world.webhooks.send({ url: `${base}/#rt=50`, params: {} });
  expect(late).toMatchObject({ status: 0, error: 'no answer within 50 ms' });
  script = [{ silent: true }, {}];
  const again = await world.webhooks.send({ url: `${base}/#rt=500&rp=rt&rc=5`, params: {} });
  expect(again.status).toBe(200);
});

test('a part serves the hosts it knows', async () => {
  world.webhooks.serve((host) =>
    host === 'front-1-dev.twil.io'
      ? async ({ method, url, body }) => ({ status: 200, headers: {}, body: `${method} ${url} ${body}` })
      : undefined,
  );
  const answer = await world.webhooks.send({ url: 'https://front-1-dev.twil.io/sms', params: { Body: '1' } });
  expect(answer.body).toBe('POST https://front-1-dev.twil.io/sms Body=1');
});

test.each(['https://example.com/sms', 'http://10.0.0.1/', 'http://127.0.0.1.example.com/', 'https://127.0.0.1/'])(
  'nothing is sent to %s',
  async (url) => {
    const answer = await world.webhooks.send({ url, params: {} });
    expect(answer.status).toBe(0);
    expect(answer.error).toMatch(/outside of this machine/);
  },
);

test('a redirect does not lead out of the machine either', async () => {
  script = [{ status: 302, headers: { location: 'https://example.com/' } }];
  expect((await world.webhooks.send({ url: `${base}/`, params: {} })).error).toMatch(/example.com is outside/);
});

test('what is not a URL is an error, not an exception', async () => {
  expect((await world.webhooks.send({ url: 'nowhere', params: {} })).error).toMatch(/URL/);
});

test('a webhook keeps its cause busy until it is answered', async () => {
  script = [{ waitMs: 30 }];
  let answered = false;
  await world.causes.start('text', async () => {
    void world.webhooks.send({ url: `${base}/`, params: {} }).then(() => {
      answered = true;
    });
  });
  await world.causes.settled();
  expect(answered).toBe(true);
  expect(webhookLog()).toMatchObject([{ cause: 'text-1' }]);
});
