import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createEmulator, type Emulator } from '../index';
import { twilioClient } from '../testing';

const noon = '2026-03-12T12:00:00.000Z';
const number = '+12025550123';
const handset = '+12025550111';

let folder: string;
let emulator: Emulator;
/** The service that the number's webhook leads to: it answers each text with what it said. */
let service: Server;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'control-'));
  emulator = await createEmulator({ port: 0, caFolder: folder, checkResponses: true, frozenAt: noon });
  emulator.ownNumber(number);
  service = createServer(async (asked, response) => {
    let body = '';
    for await (const chunk of asked) body += chunk;
    const said = new URLSearchParams(body).get('Body');
    response
      .writeHead(200, { 'content-type': 'text/xml' })
      .end(`<Response><Message>You said ${said}</Message></Response>`);
  });
  await new Promise<void>((resolve) => service.listen(0, '127.0.0.1', resolve));
  const smsUrl = `http://127.0.0.1:${(service.address() as AddressInfo).port}/sms`;
  const [owned] = await twilioClient(emulator).incomingPhoneNumbers.list();
  await twilioClient(emulator)
    .incomingPhoneNumbers(owned?.sid ?? '')
    .update({ smsUrl });
  emulator.markDeployed();
});
beforeEach(() => emulator.reset());
afterAll(async () => {
  service.close();
  await emulator.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function ask(method: string, path: string, input?: unknown, headers: Record<string, string> = {}) {
  const response = await fetch(`${emulator.url}/_emulator/${path}`, {
    method,
    headers,
    ...(input !== undefined && { body: typeof input === 'string' ? input : JSON.stringify(input) }),
  });
  const text = await response.text();
  return { status: response.status, body: text === '' ? undefined : JSON.parse(text) };
}

describe('texts', () => {
  test('a handset texts, and the answer has the replies and is in the transcript', async () => {
    const { status, body } = await ask('POST', 'inbound', { from: handset, body: 'hello' });
    expect(status).toBe(200);
    expect(body).toEqual({
      sid: expect.stringMatching(/^SM[0-9a-f]{32}$/),
      replies: [{ to: handset, from: number, body: 'You said hello', sid: expect.stringMatching(/^SM/) }],
    });
    await ask('POST', 'clock', { advance: 'PT1M' });
    const transcript = await ask('GET', `messages?with=${encodeURIComponent(handset)}`);
    expect(transcript.body).toMatchObject([
      { sid: body.sid, direction: 'inbound', from: handset, to: number, body: 'hello', status: 'received' },
      { sid: body.replies[0].sid, direction: 'outbound', from: number, to: handset, status: 'delivered' },
    ]);
    const after = await ask('GET', `messages?with=${handset}&after=${body.sid}`);
    expect(after.body).toHaveLength(1);
  });

  test('the request that was sent for it is listed', async () => {
    await ask('POST', 'inbound', { from: handset, body: 'hello' });
    const { body } = await ask('GET', 'webhooks');
    expect(body[0]).toEqual({
      at: noon,
      method: 'POST',
      url: expect.stringMatching(/\/sms$/),
      status: 200,
      ms: expect.any(Number),
      signature: expect.stringMatching(/=$/),
      cause: expect.any(String),
    });
    await ask('DELETE', 'webhooks');
    expect((await ask('GET', 'webhooks')).body).toEqual([]);
  });

  test('a handset that refuses gets nothing, and is listed as such', async () => {
    expect((await ask('PUT', `handsets/${handset}`, { reachable: false, errorCode: 30003 })).status).toBe(200);
    expect((await ask('GET', 'handsets')).body).toEqual([{ number: handset, reachable: false, errorCode: 30003 }]);
    await ask('POST', 'inbound', { from: handset, body: 'hello' });
    await ask('POST', 'clock', { advance: 'PT1M' });
    const transcript = await ask('GET', `messages?with=${handset}`);
    expect(transcript.body.at(-1)).toMatchObject({ status: 'undelivered', errorCode: 30003 });
  });

  test('what is scheduled is listed, and due', async () => {
    const messagingService = await twilioClient(emulator).messaging.v1.services.create({ friendlyName: 'front' });
    const [owned] = await twilioClient(emulator).incomingPhoneNumbers.list();
    await twilioClient(emulator)
      .messaging.v1.services(messagingService.sid)
      .phoneNumbers.create({ phoneNumberSid: owned?.sid ?? '' });
    const sendAt = new Date('2026-03-12T14:00:00Z');
    const { sid } = await twilioClient(emulator).messages.create({
      to: handset,
      messagingServiceSid: messagingService.sid,
      body: 'Tomorrow',
      scheduleType: 'fixed',
      sendAt,
    });
    expect((await ask('GET', 'scheduled')).body).toMatchObject([{ sid, to: handset, body: 'Tomorrow' }]);
    expect((await ask('GET', 'due')).body[0]).toMatchObject({ at: sendAt.toISOString() });
    await ask('POST', 'clock', { advance: 'PT1H59M59S' });
    expect((await ask('GET', `messages?with=${handset}`)).body).toEqual([]);
    await ask('POST', 'clock', { advance: 'PT1S' });
    expect((await ask('GET', `messages?with=${handset}`)).body).toMatchObject([{ sid, body: 'Tomorrow' }]);
  });
});

describe('the clock', () => {
  test('shows its time, moves by a duration and to an instant, runs and freezes', async () => {
    expect((await ask('GET', 'clock')).body).toEqual({ now: noon, frozen: true });
    expect((await ask('POST', 'clock', { advance: 'P1DT1H' })).body.now).toBe('2026-03-13T13:00:00.000Z');
    expect((await ask('POST', 'clock', { to: '2026-03-12T11:00:00+01:00' })).body.now).toBe('2026-03-12T10:00:00.000Z');
    expect((await ask('POST', 'clock', { to: '2026-03-12T11:30:00' })).body.now).toBe('2026-03-12T11:30:00.000Z');
    expect((await ask('POST', 'clock', { to: '2026-03-12' })).body.now).toBe('2026-03-12T00:00:00.000Z');
    expect((await ask('POST', 'clock', { run: true })).body.frozen).toBe(false);
    expect((await ask('POST', 'clock', { freeze: true })).body.frozen).toBe(true);
  });
});

describe('calls and faults', () => {
  test('every API call is listed, numbered from 1, anew after a clearing', async () => {
    await twilioClient(emulator).sync.v1.services.create({});
    await expect(twilioClient(emulator).messages('SM1').fetch()).rejects.toThrow();
    expect((await ask('GET', 'calls')).body).toMatchObject([
      {
        n: 1,
        at: noon,
        ms: expect.any(Number),
        method: 'POST',
        url: 'https://sync.twilio.com/v1/Services',
        status: 201,
      },
      { n: 2, method: 'GET', status: 404 },
    ]);
    expect((await ask('DELETE', 'calls')).status).toBe(204);
    await twilioClient(emulator).sync.v1.services.list();
    expect((await ask('GET', 'calls')).body).toMatchObject([{ n: 1 }]);
  });

  test('a fault strikes, is listed with what it did, and can be taken back', async () => {
    const asked = await ask('POST', 'faults', {
      kind: 'status',
      url: '/v1/Services',
      status: 503,
      code: 20503,
      times: 2,
    });
    expect(asked).toMatchObject({ status: 201, body: { id: expect.any(Number), matched: 0 } });
    const failing = () => expect(twilioClient(emulator).sync.v1.services.create({})).rejects;
    await failing().toMatchObject({ status: 503, code: 20503 });
    expect((await ask('GET', 'faults')).body).toMatchObject([{ kind: 'status', matched: 1, struck: 1 }]);
    expect((await ask('DELETE', `faults/${asked.body.id}`)).status).toBe(204);
    expect((await ask('DELETE', `faults/${asked.body.id}`)).status).toBe(404);
    await twilioClient(emulator).sync.v1.services.create({});
    await ask('POST', 'faults', { kind: 'refuse' });
    await ask('DELETE', 'faults');
    expect((await ask('GET', 'faults')).body).toEqual([]);
  });
});

describe('the rest', () => {
  test('a reset forgets texts, calls, faults and time', async () => {
    await ask('POST', 'inbound', { from: handset, body: 'hello' });
    await ask('POST', 'faults', { kind: 'refuse' });
    await ask('POST', 'clock', { advance: 'P1D' });
    expect((await ask('POST', 'reset')).status).toBe(200);
    expect((await ask('GET', `messages?with=${handset}`)).body).toEqual([]);
    expect((await ask('GET', 'calls')).body).toEqual([]);
    expect((await ask('GET', 'faults')).body).toEqual([]);
    expect((await ask('GET', 'clock')).body.now).toBe(noon);
    const again = await ask('POST', 'inbound', { from: handset, body: 'still there?' });
    expect(again.body.replies).toHaveLength(1);
  });

  test('phones are kept as they are put', async () => {
    const phones = [{ number: handset, name: 'Ana', role: 'provider', quick: ['!available'] }];
    expect((await ask('PUT', 'phones', phones)).status).toBe(200);
    expect((await ask('GET', 'phones')).body).toEqual(phones);
  });

  test('about says where everything is', async () => {
    expect((await ask('GET', 'about')).body).toMatchObject({
      account: emulator.account.accountSid,
      numbers: [number],
      serviceUrl: emulator.serviceUrl,
      proxyUrl: emulator.proxyUrl,
    });
  });

  test('events come as they happen, those before first', async () => {
    await ask('POST', 'clock', { advance: 'PT1M' });
    const aborting = new AbortController();
    const response = await fetch(`${emulator.url}/_emulator/events?after=0`, { signal: aborting.signal });
    expect(response.headers.get('content-type')).toBe('text/event-stream');
    const seen: { kind: string; n: number }[] = [];
    const decoder = new TextDecoder();
    let rest = '';
    const reading = (async () => {
      for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
        rest += decoder.decode(chunk);
        const blocks = rest.split('\n\n');
        rest = blocks.pop() ?? '';
        for (const block of blocks) {
          const data = /^data: (.*)$/m.exec(block)?.[1];
          if (data) seen.push(JSON.parse(data));
        }
        if (seen.some(({ kind }) => kind === 'message')) return;
      }
    })();
    await ask('POST', 'inbound', { from: handset, body: 'hello' });
    await reading;
    aborting.abort();
    expect(seen[0]?.kind).toBe('clock');
    expect(seen.map(({ n }) => n)).toEqual(seen.map(({ n }) => n).sort((a, b) => a - b));
  });

  test('the page and what it needs is served, and nothing else', async () => {
    const page = await fetch(emulator.url);
    expect(page.headers.get('content-type')).toMatch(/text\/html/);
    await page.text();
    for (const path of ['/nothing', '//', '/%', '/../..']) {
      const nothing = await new Promise((resolve, reject) => {
        const asked = request(emulator.url, { path }, (response) => resolve(response.resume().statusCode));
        asked.on('error', reject).end();
      });
      expect([path, nothing]).toEqual([path, 404]);
    }
  });
});

describe('who may ask', () => {
  const raw = (headers: Record<string, string>, path = '/_emulator/clock') =>
    new Promise<number>((resolve, reject) => {
      const asked = request(new URL(path, emulator.url), { headers }, (response) => {
        response.resume();
        resolve(response.statusCode ?? 0);
      });
      asked.on('error', reject);
      asked.end();
    });

  test.each<[string, Record<string, string>]>([
    ['a foreign host', { host: 'evil.example' }],
    ['a host that begins like loopback', { host: '127.0.0.1.evil.example' }],
    ['a foreign origin', { origin: 'https://evil.example' }],
    ['another port of this machine', { origin: 'http://127.0.0.1:1' }],
    ['a page without an origin of its own', { origin: 'null' }],
  ])('%s: 403', async (_, headers) => {
    expect(await raw(headers)).toBe(403);
  });

  test('the own page may, by each of its names; the page is not shown by a foreign one', async () => {
    const { port } = new URL(emulator.url);
    expect(await raw({ origin: emulator.url })).toBe(200);
    expect(await raw({ host: `localhost:${port}`, origin: `http://localhost:${port}` })).toBe(200);
    expect(await raw({ host: 'evil.example' }, '/')).toBe(403);
  });
});

describe('bad input', () => {
  test.each<[string, string, unknown, RegExp]>([
    ['POST', 'inbound', 'no JSON', /not JSON/],
    ['POST', 'inbound', [], /from/],
    ['POST', 'inbound', { body: 'x' }, /from/],
    ['POST', 'inbound', { from: 'Ana', body: 'x' }, /from/],
    ['POST', 'inbound', { from: handset }, /body/],
    ['POST', 'inbound', { from: handset, body: ['x'] }, /body/],
    ['GET', 'messages', undefined, /^with is missing/],
    ['POST', 'clock', {}, /advance, to, freeze or run/],
    ['POST', 'clock', { advance: '1 day' }, /advance/],
    ['POST', 'clock', { to: 'tomorrow' }, /to/],
    ['POST', 'clock', { to: '2026-02-31T12:00:00Z' }, /to/],
    ['POST', 'clock', { advance: 'P99999999D' }, /advance/],
    ['POST', 'clock', { advance: 'P1D', to: noon }, /both/],
    ['POST', 'faults', { kind: 'flood' }, /kind/],
    ['POST', 'faults', { kind: 'delay', ms: -1 }, /ms/],
    ['POST', 'faults', { kind: 'refuse', nth: 0 }, /nth/],
    ['POST', 'faults', { kind: 'refuse', url: '/(/' }, /url/],
    ['PUT', 'handsets/Ana', { reachable: false }, /number/],
    ['PUT', `handsets/${handset}`, { reachable: 'no' }, /reachable/],
    ['PUT', 'phones', [{ number: handset }], /name/],
    ['POST', 'inbound', null, /^The body must be an object/],
    ['POST', 'inbound', { from: handset, bdoy: 'x' }, /^bdoy is unknown; known are from, to, body, sid, via$/],
    ['GET', `messages?with=${handset}&afetr=SM1`, undefined, /^afetr is unknown/],
    ['POST', 'clock', { advance: 'PT1S', freze: true }, /^freze is unknown/],
    ['POST', 'clock', { freeze: false }, /^freeze must be true/],
    ['POST', 'clock', { to: '2026-12-01 12:00' }, /^to must be an ISO 8601 time/],
    ['POST', 'faults', { kind: 'refuse', urll: '/Messages.json' }, /^urll is unknown/],
    ['POST', 'faults', { kind: 'delay', url: '/Messages.json' }, /ms/],
    ['POST', 'faults', { kind: 'delay', ms: 2 ** 31 }, /^ms must be at most/],
    ['PUT', `handsets/${handset}`, { reachable: false, errrorCode: 30003 }, /^errrorCode is unknown/],
    ['PUT', 'phones', [{ number: handset, name: 'Ana', rle: 'provider' }], /^0\.rle is unknown/],
  ])('%s %s %j is refused, and the field is named', async (method, path, input, message) => {
    const { status, body } = await ask(method, path, input);
    expect(status).toBe(400);
    expect(body.error).toMatch(message);
  });

  test('what is refused changes nothing', async () => {
    await ask('POST', 'clock', { advance: 'PT1H', x: 1 });
    await ask('POST', 'faults', { kind: 'refuse', x: 1 });
    await ask('PUT', `handsets/${handset}`, { reachable: false, x: 1 });
    expect((await ask('GET', 'clock')).body).toEqual({ now: noon, frozen: true });
    expect((await ask('GET', 'faults')).body).toEqual([]);
    expect((await ask('GET', 'handsets')).body).toEqual([]);
  });

  test('a text to a number that the account does not have is refused in words for its sender', async () => {
    const { status, body } = await ask('POST', 'inbound', { from: handset, to: '+12025550199', body: 'x' });
    expect(status).toBe(400);
    expect(body.error).toBe('The account has no number +12025550199');
  });

  test('a body of more than a megabyte is 413', async () => {
    const input = JSON.stringify({ from: handset, body: 'x'.repeat(3 * 1024 * 1024) });
    expect((await ask('POST', 'inbound', input)).status).toBe(413);
  });

  test('an unknown path is 404, a wrong method 405 with those that it takes', async () => {
    expect((await ask('GET', 'nothing')).status).toBe(404);
    expect(await ask('PATCH', 'clock')).toMatchObject({
      status: 405,
      body: { error: expect.stringMatching(/GET, POST/) },
    });
  });
});
