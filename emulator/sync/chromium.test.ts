import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, Page } from 'playwright-core';
import { describeInChromium, launchChromium } from '../../test/chromium';
import type { Emulator } from '../index';
import { twilioClient } from '../testing';
import { accessToken, startEmulator } from './testing';

/** What the page's script offers to the tests. */
interface Board {
  open(token: string, uri: string, name: string): Promise<void>;
  readonly heard: string[];
  readonly map: {
    readonly lastEventId: number | null;
    set(key: string, data: object): Promise<unknown>;
    getItems(query: object): Promise<{ items: { key: string }[] }>;
  };
}

const script = `
globalThis.board = {
  heard: [],
  async open(token, uri, name) {
    const client = new Twilio.Sync.Client(token, { twilsock: { uri }, retryPolicy: { min: 50, max: 300 } });
    this.map = await client.map(name);
    this.map.on('itemAdded', ({ item, isLocal }) => this.heard.push('added ' + item.key + (isLocal ? ' here' : '')));
    this.map.on('itemUpdated', ({ item }) => this.heard.push('updated ' + item.key + ' ' + item.data.text));
    this.map.on('itemRemoved', ({ key }) => this.heard.push('removed ' + key));
    this.map.on('removed', () => this.heard.push('map removed'));
  },
};`;

describeInChromium('twilio-sync from npm in Chromium', () => {
  let emulator: Emulator;
  let browser: Browser;
  let site: Server;
  let page: Page;
  let complaints: string[];

  beforeAll(async () => {
    emulator = await startEmulator();
    site = await serveSite(new URL(emulator.environment().TWILSOCK_URI ?? '').origin);
    browser = await launchChromium();
  });
  afterAll(async () => {
    await browser?.close();
    site?.close();
    await emulator?.stop();
  });
  beforeEach(async () => {
    page = await browser.newPage();
    complaints = [];
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    await page.goto(`http://127.0.0.1:${(site.address() as AddressInfo).port}/`);
  });
  afterEach(async () => {
    expect(complaints).toEqual([]);
    await page.close();
  });

  const open = (name: string) =>
    page.evaluate(
      ([token = '', uri = '', map = '']) => (globalThis as unknown as { board: Board }).board.open(token, uri, map),
      [accessToken(emulator), emulator.environment().TWILSOCK_URI ?? '', name],
    );
  const hears = (text: string) =>
    page.waitForFunction((line) => (globalThis as unknown as { board: Board }).board.heard.includes(line), text);
  const keysOf = (query: object) =>
    page.evaluate(async (wanted) => {
      const { items } = await (globalThis as unknown as { board: Board }).board.map.getItems(wanted);
      return items.map(({ key }) => key);
    }, query);
  const itemsOf = (name: string) => twilioClient(emulator).sync.v1.services('default').syncMaps(name).syncMapItems;

  test('hears of writes by REST as they happen, and writes itself', async () => {
    await open('live');
    await itemsOf('live').create({ key: 'a', data: { text: 'one' } });
    await hears('added a');
    await itemsOf('live')
      .get('a')
      .update({ data: { text: 'ñandú 😀' } });
    await hears('updated a ñandú 😀');
    await page.evaluate(() => (globalThis as unknown as { board: Board }).board.map.set('b', { text: 'mine' }));
    expect((await itemsOf('live').get('b').fetch()).data).toEqual({ text: 'mine' });
    await itemsOf('live').get('a').remove();
    await hears('removed a');
  });

  test('pages through items in both orders', async () => {
    await twilioClient(emulator).sync.v1.services('default').syncMaps.create({ uniqueName: 'paged' });
    for (const key of ['a', 'b', 'c', 'd']) await itemsOf('paged').create({ key, data: {} });
    await open('paged');
    expect(await keysOf({ pageSize: 2 })).toEqual(['a', 'b']);
    expect(await keysOf({ pageSize: 2, order: 'desc' })).toEqual(['d', 'c']);
  });

  test('catches up after an outage', async () => {
    await open('outage');
    await itemsOf('outage').create({ key: 'before', data: {} });
    await hears('added before');
    emulator.sync.dropConnections();
    await itemsOf('outage').create({ key: 'meanwhile', data: {} });
    await hears('added meanwhile');
  });

  test('a page that is loaded anew reads the map from its cache of the session, and hears on', async () => {
    await open('reloaded');
    for (const key of ['a', 'b']) await itemsOf('reloaded').create({ key, data: {} });
    await hears('added b');
    await page.reload();
    await open('reloaded');
    expect(await keysOf({})).toEqual(['a', 'b']);
    // What comes from the cache has no event to go on from: it knows one (if above 0) when its subscription stands.
    await page.waitForFunction(() => (globalThis as unknown as { board: Board }).board.map.lastEventId !== null);
    await itemsOf('reloaded').create({ key: 'c', data: {} });
    await hears('added c');
  });

  test('a page that is loaded anew after a reset finds the map of now', async () => {
    await open('wiped');
    await itemsOf('wiped').create({ key: 'of before', data: {} });
    await hears('added of before');
    await page.goto('about:blank');
    await emulator.reset();
    await page.goBack();
    await open('wiped');
    expect(await keysOf({})).toEqual([]);
  });
});

/** Two scripts under a strict policy: nothing but our own files, and the one socket. */
async function serveSite(socketOrigin: string): Promise<Server> {
  const sdk = readFileSync(require.resolve('twilio-sync/builds/twilio-sync.min.js'));
  const files: Record<string, [type: string, content: string | Buffer]> = {
    '/': [
      'text/html; charset=utf-8',
      '<!doctype html><link rel="icon" href="data:,"><script src="/sdk.js"></script><script src="/board.js"></script>',
    ],
    '/sdk.js': ['text/javascript', sdk],
    '/board.js': ['text/javascript', script],
  };
  const server = createServer((request, response) => {
    const [type, content] = files[request.url ?? ''] ?? [];
    response.writeHead(type === undefined ? 404 : 200, {
      'content-type': type ?? 'text/plain',
      'content-security-policy': `default-src 'self'; img-src data:; connect-src 'self' ${socketOrigin}`,
    });
    response.end(content);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}
