import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Twilio, validateRequest } from 'twilio';
import { SyncClient } from 'twilio-sync';
import type { Emulator } from '../index';
import { twilioClient } from '../testing';
import { liveLimits, reachabilityLimits } from './limits';
import { accessToken, advance, startEmulator, syncOptions, until } from './testing';

type Told = Record<string, string>;

let emulator: Emulator;
let rest: Twilio;
let server: Server;
let url: string;
let told: Told[] = [];
let unsigned = 0;

beforeAll(async () => {
  emulator = await startEmulator({ rateLimits: false, frozenAt: '2026-03-12T15:00:00Z' });
  rest = twilioClient(emulator);
  server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    const params = Object.fromEntries(new URLSearchParams(body));
    const signature = String(request.headers['x-twilio-signature']);
    if (!validateRequest(emulator.account.authToken, signature, url, params)) unsigned += 1;
    told.push(params);
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/sync`;
});
beforeEach(() => {
  told = [];
});
afterEach(() => expect(unsigned).toBe(0));
afterAll(async () => {
  server.close();
  await emulator.stop();
  // What the SDK still waits for then: see live.test.ts
  await new Promise((resolve) => setTimeout(resolve, liveLimits.estimatedDeliveryMs + 500));
});

const newService = async (options: object = {}) => {
  const { sid } = await rest.sync.v1.services.create({ webhookUrl: url, ...options });
  return { sid, service: rest.sync.v1.services(sid) };
};
const connect = async (serviceSid: string, identity = 'staff') => {
  const client = new SyncClient(accessToken(emulator, { identity, serviceSid }), syncOptions(emulator));
  await until(() => client.connectionState === 'connected');
  return client;
};
/** Webhooks are sent one beside the other: they come in any order. */
const heard = async (count: number): Promise<Told[]> => {
  await until(() => told.length >= count);
  return told.splice(0).sort((a, b) => (order(a) < order(b) ? -1 : 1));
};
const order = ({ EventId = '', EventType = '' }: Told) => EventId.padStart(9) + EventType;

test('what REST changes is told to a service that asks for it, with the documented parameters', async () => {
  const { sid, service } = await newService({ webhooksFromRestEnabled: true });
  const common = { AccountSid: emulator.account.accountSid, ServiceSid: sid, Identity: 'system' };

  const document = await service.documents.create({ uniqueName: 'sign', data: { open: true } });
  const sign = { ...common, DocumentSid: document.sid, DocumentUniqueName: 'sign' };
  expect(await heard(1)).toEqual([
    { ...sign, EventType: 'document_created', DocumentRevision: '0', DocumentData: '{"open":true}' },
  ]);
  await service.documents(document.sid).update({ data: { open: false } });
  expect(await heard(1)).toEqual([
    { ...sign, EventType: 'document_updated', DocumentRevision: '1', DocumentData: '{"open":false}' },
  ]);
  await service.documents(document.sid).remove();
  expect(await heard(1)).toEqual([{ ...sign, EventType: 'document_removed', DocumentRevision: '2' }]);

  const map = await service.syncMaps.create({ uniqueName: 'orders' });
  const orders = { ...common, MapSid: map.sid, MapUniqueName: 'orders' };
  expect(await heard(1)).toEqual([{ ...orders, EventType: 'map_created', MapRevision: '0' }]);
  const items = service.syncMaps(map.sid).syncMapItems;
  await items.create({ key: 'a', data: { n: 1 } });
  await items.get('a').update({ data: { n: 2 } });
  await items.get('a').remove();
  await service.syncMaps(map.sid).remove();
  expect(await heard(4)).toEqual([
    { ...orders, EventType: 'map_removed', MapRevision: '4' },
    {
      ...orders,
      EventType: 'map_item_added',
      EventId: '0',
      ItemKey: 'a',
      ItemRevision: '0',
      MapRevision: '1',
      ItemData: '{"n":1}',
    },
    {
      ...orders,
      EventType: 'map_item_updated',
      EventId: '1',
      ItemKey: 'a',
      ItemRevision: '1',
      MapRevision: '2',
      ItemData: '{"n":2}',
    },
    { ...orders, EventType: 'map_item_removed', EventId: '2', ItemKey: 'a', ItemRevision: '2', MapRevision: '3' },
  ]);

  const list = await service.syncLists.create({});
  await service.syncLists(list.sid).syncListItems.create({ data: { n: 1 } });
  expect(await heard(2)).toEqual([
    { ...common, EventType: 'list_created', ListSid: list.sid, ListRevision: '0' },
    {
      ...common,
      EventType: 'list_item_added',
      ListSid: list.sid,
      EventId: '0',
      ItemIndex: '0',
      ItemRevision: '0',
      ListRevision: '1',
      ItemData: '{"n":1}',
    },
  ]);
});

test('what clients change is told always; what REST changes only on request, and what runs out never', async () => {
  const { sid, service } = await newService();
  await service.syncMaps.create({ uniqueName: 'orders' });
  await service.documents.create({ uniqueName: 'short', ttl: 5 });
  await service.syncMaps('orders').syncMapItems.create({ key: 'by REST', data: {} });
  await advance(emulator, 5000);
  const client = await connect(sid);
  const map = await client.map('orders');
  await map.set('here', { n: 1 });
  expect(await heard(1)).toEqual([
    expect.objectContaining({
      EventType: 'map_item_added',
      Identity: 'staff',
      EndpointId: expect.stringMatching(/./),
      ItemKey: 'here',
    }),
  ]);
  await client.shutdown();
});

test('who comes and goes is told to a service that asks for it', async () => {
  const { sid } = await newService({ reachabilityWebhooksEnabled: true });
  const client = await connect(sid, 'ana');
  const [came] = await heard(1);
  const common = { AccountSid: emulator.account.accountSid, ServiceSid: sid, Identity: 'ana' };
  expect(came).toEqual({ ...common, EventType: 'endpoint_connected', EndpointId: expect.any(String) });
  await client.shutdown();
  expect(await heard(1)).toEqual([{ ...came, EventType: 'endpoint_disconnected' }]);
});

test('a service that debounces says that somebody left when all their connections stayed away for the whole window', async () => {
  const { sid } = await newService({ reachabilityWebhooksEnabled: true, reachabilityDebouncingEnabled: true });
  const first = await connect(sid, 'ana');
  const second = await connect(sid, 'ana');
  await heard(2);
  const leaving = () => emulator.world.clock.due().filter(({ name }) => name === 'Sync reachability').length;

  await first.shutdown();
  await second.shutdown();
  await until(() => leaving() === 1);
  await advance(emulator, reachabilityLimits.windowMs - 1);
  const third = await connect(sid, 'ana'); // back in time
  expect(leaving()).toBe(0);
  expect(await heard(1)).toMatchObject([{ EventType: 'endpoint_connected' }]);

  await third.shutdown();
  await until(() => leaving() === 1);
  await advance(emulator, reachabilityLimits.windowMs - 1);
  expect(told).toEqual([]);
  await advance(emulator, 1);
  expect(await heard(1)).toMatchObject([{ EventType: 'endpoint_disconnected', Identity: 'ana' }]);
});

test.each([reachabilityLimits.minWindowMs - 1, reachabilityLimits.maxWindowMs + 1])(
  'a window of %s ms is refused',
  async (window) => {
    await expect(rest.sync.v1.services.create({ reachabilityDebouncingWindow: window })).rejects.toMatchObject({
      status: 400,
      code: 20001,
    });
  },
);
