import { mkdtempSync, rmSync } from 'node:fs';
import { type AddressInfo, createConnection, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Twilio } from 'twilio';
import { jwt } from 'twilio';
import { SyncClient, type SyncDocument, type SyncList, type SyncMap } from 'twilio-sync';
import { WebSocket } from 'ws';
import type { Emulator } from '../index';
import { twilioClient } from '../testing';
import { liveLimits } from './limits';
import { accessToken, advance, seconds, startEmulator, syncOptions, type TokenOptions, until } from './testing';

let emulator: Emulator;
let rest: Twilio;
let clients: SyncClient[] = [];

beforeAll(async () => {
  emulator = await startEmulator({ rateLimits: false });
  rest = twilioClient(emulator);
});
afterEach(async () => {
  await Promise.all(clients.map((client) => client.shutdown()));
  clients = [];
});
afterAll(async () => {
  await emulator.stop();
  // That much later the SDK looks whether its subscriptions have arrived, and soon after that asks once more for what has not;
  // Jest would take the timers for a leak.
  await new Promise((resolve) => setTimeout(resolve, liveLimits.estimatedDeliveryMs + 500));
});

let count = 0;
const newName = () => `name-${++count}`;
const service = () => rest.sync.v1.services('default');

const connect = async (options: TokenOptions = {}): Promise<SyncClient> => {
  const client = new SyncClient(accessToken(emulator, options), syncOptions(emulator));
  clients.push(client);
  await until(() => client.connectionState === 'connected');
  return client;
};

/** Everything that the map tells, in order, as short texts. */
const listenTo = (map: SyncMap): string[] => {
  const heard: string[] = [];
  map.on('itemAdded', ({ item, isLocal }) => heard.push(`added ${item.key}${isLocal ? ' here' : ''}`));
  map.on('itemUpdated', ({ item, isLocal }) =>
    heard.push(`updated ${item.key} ${JSON.stringify(item.data)}${isLocal ? ' here' : ''}`),
  );
  map.on('itemRemoved', ({ key, isLocal }) => heard.push(`removed ${key}${isLocal ? ' here' : ''}`));
  map.on('removed', ({ isLocal }) => heard.push(`map removed${isLocal ? ' here' : ''}`));
  return heard;
};
const subscribed = (entity: SyncMap | SyncDocument | SyncList) =>
  until(() => {
    // The SDK tells nobody when a subscription stands; this is where it keeps it.
    const [own] = Object.values(entity).filter((value) => value?.subscriptionState !== undefined);
    return own?.subscriptionState === 'established';
  });
const failure = (status: number, code: number) => expect.objectContaining({ status, code });

describe('maps', () => {
  test('a write by REST reaches who has the map open', async () => {
    const client = await connect();
    const name = newName();
    const map = await client.map(name);
    const heard = listenTo(map);
    await subscribed(map);
    const items = service().syncMaps(name).syncMapItems;
    await items.create({ key: 'a', data: { n: 1, text: 'ñ €  😀' } });
    await items.get('a').update({ data: { n: 2 } });
    await items.get('a').remove();
    await until(() => heard.length === 3);
    expect(heard).toEqual(['added a', 'updated a {"n":2}', 'removed a']);
  });

  test('a write between opening and subscribing is not missed', async () => {
    const client = await connect();
    const name = newName();
    const map = await client.map(name);
    const heard = listenTo(map);
    await service().syncMaps(name).syncMapItems.create({ key: 'quick', data: {} });
    await until(() => heard.length > 0);
    expect(heard).toEqual(['added quick']);
  });

  test('items are set, updated, mutated, read and removed by the client, and others hear of it', async () => {
    const [one, two] = [await connect(), await connect({ identity: 'other' })];
    const name = newName();
    const [mine, theirs] = [await one.map(name), await two.map(name)];
    await Promise.all([subscribed(mine), subscribed(theirs)]);
    const [heardHere, heardThere] = [listenTo(mine), listenTo(theirs)];

    expect((await mine.set('k', { a: 1 })).data).toEqual({ a: 1 });
    expect((await mine.update('k', { b: 2 })).data).toEqual({ a: 1, b: 2 });
    await mine.mutate('k', (data) => ({ ...data, c: 3 }));
    await until(() => heardThere.length === 3);
    expect((await theirs.get('k')).data).toEqual({ a: 1, b: 2, c: 3 });
    await mine.remove('k');
    await until(() => heardThere.includes('removed k'));
    await expect(mine.get('k')).rejects.toEqual(failure(404, 54201));
    expect(heardHere.filter((line) => line.endsWith('here'))).toHaveLength(4);
    expect(heardThere.slice(0, 3)).toEqual(['added k', 'updated k {"a":1,"b":2}', 'updated k {"a":1,"b":2,"c":3}']);
    const item = await service().syncMaps(name).fetch();
    expect(item.createdBy).toBe('staff');
  });

  test('two who mutate one item at once both have their way', async () => {
    const [one, two] = [await connect(), await connect()];
    const name = newName();
    const [first, second] = [await one.map(name), await two.map(name)];
    await first.set('n', { n: 0 });
    const addOne = (data: object) => ({ n: (data as { n: number }).n + 1 });
    await Promise.all([1, 2, 3, 4].flatMap(() => [first.mutate('n', addOne), second.mutate('n', addOne)]));
    expect((await service().syncMaps(name).syncMapItems('n').fetch()).data).toEqual({ n: 8 });
  });

  test.each(['asc', 'desc'] as const)('pages through items %s and back', async (order) => {
    const name = newName();
    await service().syncMaps.create({ uniqueName: name });
    const keys = Array.from({ length: 60 }, (_, n) => `k${String(n).padStart(2, '0')}`);
    for (const key of keys) await service().syncMaps(name).syncMapItems.create({ key, data: { key } });
    const map = await (await connect()).map(name);

    const expected = order === 'asc' ? keys : keys.toReversed();
    let page = await map.getItems({ pageSize: 25, order });
    const seen = page.items.map(({ key }) => key);
    expect(page.hasPrevPage).toBe(false);
    while (page.hasNextPage) {
      page = await page.nextPage();
      seen.push(...page.items.map(({ key }) => key));
    }
    expect(seen).toEqual(expected);
    const back = await page.prevPage();
    expect(back.items.map(({ key }) => key)).toEqual(expected.slice(25, 50));

    const from = await (await (await connect()).map(name)).getItems({ from: 'k30', pageSize: 3, order });
    expect(from.items[0]?.key).toBe('k30');
    expect(from.hasPrevPage).toBe(true);
  });

  test('after an outage the client hears what it has missed, once', async () => {
    const client = await connect();
    const name = newName();
    const map = await client.map(name);
    await map.set('kept', { n: 0 });
    await map.set('lost', {});
    await subscribed(map);
    const heard = listenTo(map);
    emulator.sync.dropConnections();
    const items = service().syncMaps(name).syncMapItems;
    await items.get('kept').update({ data: { n: 1 } });
    await items.get('lost').remove();
    await items.create({ key: 'new', data: {} });
    await until(() => client.connectionState === 'connected' && heard.length >= 3);
    await items.get('kept').update({ data: { n: 2 } });
    await until(() => heard.some((line) => line.includes('"n":2')));
    expect(heard).toEqual(['updated kept {"n":1}', 'removed lost', 'added new', 'updated kept {"n":2}']);
  });

  test('an item that runs out is pushed as removed', async () => {
    const client = await connect({ ttlSeconds: 80_000 });
    const name = newName();
    const map = await client.map(name);
    const item = await map.set('short', { n: 1 }, { ttl: 60 });
    await map.set('renewed', { n: 1 }, { ttl: 60 });
    await map.setItemTtl('renewed', 600);
    expect(item.dateExpires).not.toBeNull();
    await subscribed(map);
    const heard = listenTo(map);
    await advance(emulator, seconds(60));
    await until(() => heard.length > 0);
    expect(heard).toEqual(['removed short']);
  });

  test('a removed map says so to all who have it open, and can be made anew', async () => {
    const [one, two] = [await connect(), await connect()];
    const name = newName();
    const [mine, theirs] = [await one.map(name), await two.map(name)];
    await Promise.all([subscribed(mine), subscribed(theirs)]);
    const heard = listenTo(theirs);
    await mine.removeMap();
    await until(() => heard.length > 0);
    expect(heard).toEqual(['map removed']);
    expect((await two.map(name)).sid).not.toBe(theirs.sid);
  });

  test('one that is not there is not created by who opens what exists', async () => {
    const client = await connect();
    await expect(client.map({ id: newName(), mode: 'open_existing' })).rejects.toEqual(failure(404, 54300));
    const name = newName();
    await client.map({ id: name, mode: 'create_new' });
    await expect(client.map({ id: name, mode: 'create_new' })).rejects.toMatchObject({ status: 409, code: 54301 });
  });

  test('refusals carry status and code', async () => {
    const map = await (await connect()).map(newName());
    await expect(map.set('k', { text: 'x'.repeat(16 * 1024) })).rejects.toEqual(failure(413, 54006));
    await expect(map.set('k'.repeat(321), {})).rejects.toEqual(failure(400, 54209));
    await map.set('odd key +15005550006 ñ', { ok: true });
    expect((await map.get('odd key +15005550006 ñ')).data).toEqual({ ok: true });
  });
});

describe('what else the client asks for', () => {
  test('a time to live of an object is set, and taken away by 0; each that runs out is pushed as removed', async () => {
    const client = await connect({ ttlSeconds: 80_000 });
    const [map, list, document] = [
      await client.map(newName()),
      await client.list(newName()),
      await client.document(newName()),
    ];
    const kept = await client.map({ id: newName(), ttl: 60 });
    await Promise.all([map, list, document, kept].map(subscribed));
    for (const one of [map, list, document]) await one.setTtl(60);
    expect(document.dateExpires).not.toBeNull();
    await kept.setTtl(0);
    const gone: string[] = [];
    map.on('removed', () => gone.push('map'));
    list.on('removed', () => gone.push('list'));
    document.on('removed', () => gone.push('document'));
    kept.on('removed', () => gone.push('kept'));
    await advance(emulator, seconds(60));
    await until(() => gone.length === 3);
    expect(gone.sort()).toEqual(['document', 'list', 'map']);
    expect((await service().syncMaps(kept.sid).fetch()).dateExpires).toBeNull();
  });

  test('a map without a name, and one opened with its items', async () => {
    const client = await connect();
    const map = await client.map();
    expect(map.uniqueName).toBeNull();
    for (const key of ['b', 'a', 'c']) await map.set(key, { key });
    const again = await (await connect()).map({ id: map.sid, includeItems: true, mode: 'open_existing' });
    expect((await again.getItems()).items.map(({ key }) => key)).toEqual(['a', 'b', 'c']);
  });

  test('a closed map hears nothing more; opened anew it has what came meanwhile', async () => {
    const [one, two] = [await connect(), await connect()];
    const name = newName();
    const [mine, theirs] = [await one.map(name), await two.map(name)];
    await Promise.all([subscribed(mine), subscribed(theirs)]);
    const [heardHere, heardThere] = [listenTo(mine), listenTo(theirs)];
    mine.close();
    await service().syncMaps(name).syncMapItems.create({ key: 'meanwhile', data: {} });
    await until(() => heardThere.length === 1);
    const again = await one.map(name);
    expect((await again.get('meanwhile')).data).toEqual({});
    await subscribed(again);
    const heardAgain = listenTo(again);
    await service().syncMaps(name).syncMapItems.create({ key: 'later', data: {} });
    await until(() => heardAgain.includes('added later'));
    expect(heardHere).toEqual([]);
  });

  test('who writes too often hears of it', async () => {
    const limited = await startEmulator();
    const client = new SyncClient(accessToken(limited), syncOptions(limited));
    try {
      const map = await client.map(newName());
      const large = { text: 'x'.repeat(10 * 1024) }; // weighs as much as ten
      const writes = Array.from({ length: 60 }, (_, n) => map.set(`k${n}`, large));
      const refused = (await Promise.allSettled(writes)).filter(({ status }) => status === 'rejected');
      expect(refused.length).toBeGreaterThan(0);
      expect(refused[0]).toMatchObject({ reason: { status: 429, code: 54009 } });
    } finally {
      await client.shutdown();
      await limited.stop();
    }
  });
});

test('documents: written here, updated there, conflicts resolved, removed', async () => {
  const [one, two] = [await connect(), await connect()];
  const name = newName();
  const [mine, theirs] = [await one.document(name), await two.document(name)];
  await Promise.all([subscribed(mine), subscribed(theirs)]);
  const heard: unknown[] = [];
  theirs.on('updated', ({ data, isLocal }) => heard.push([data, isLocal]));
  await mine.set({ n: 0 });
  await until(() => heard.length === 1);
  expect(heard).toEqual([[{ n: 0 }, false]]);
  const addOne = (data: object) => ({ n: (data as { n: number }).n + 1 });
  await Promise.all([mine.mutate(addOne), theirs.mutate(addOne), mine.mutate(addOne)]);
  expect((await service().documents(name).fetch()).data).toEqual({ n: 3 });
  await service()
    .documents(name)
    .update({ data: { n: 10 } });
  await until(() => (mine.data as { n: number }).n === 10 && (theirs.data as { n: number }).n === 10);

  emulator.sync.dropConnections();
  await service()
    .documents(name)
    .update({ data: { n: 11 } });
  await until(() => (mine.data as { n: number }).n === 11);

  let removed = false;
  theirs.on('removed', () => {
    removed = true;
  });
  await mine.removeDocument();
  await until(() => removed);
});

test('lists: pushed, set, mutated, paged, removed', async () => {
  const [one, two] = [await connect(), await connect()];
  const name = newName();
  const [mine, theirs] = [await one.list(name), await two.list(name)];
  await Promise.all([subscribed(mine), subscribed(theirs)]);
  const heard: string[] = [];
  theirs.on('itemAdded', ({ item }) => heard.push(`added ${item.index}`));
  theirs.on('itemUpdated', ({ item }) => heard.push(`updated ${item.index} ${JSON.stringify(item.data)}`));
  theirs.on('itemRemoved', ({ index }) => heard.push(`removed ${index}`));
  for (const n of [0, 1, 2, 3]) expect((await mine.push({ n })).index).toBe(n);
  await mine.set(1, { n: 10 });
  await mine.mutate(2, () => ({ n: 20 }));
  await mine.remove(3);
  await until(() => heard.length === 7);
  expect(heard.slice(4)).toEqual(['updated 1 {"n":10}', 'updated 2 {"n":20}', 'removed 3']);
  const page = await (await (await connect()).list(name)).getItems({ order: 'desc', pageSize: 2 });
  expect(page.items.map(({ index }) => index)).toEqual([2, 1]);
  expect((await page.nextPage()).items.map(({ index }) => index)).toEqual([0]);
});

test('streams: a message reaches who listens', async () => {
  const [one, two] = [await connect(), await connect()];
  const name = newName();
  const [mine, theirs] = [await one.stream(name), await two.stream(name)];
  const heard: unknown[] = [];
  theirs.on('messagePublished', ({ message, isLocal }) => heard.push([message.data, isLocal]));
  await until(async () => {
    await mine.publishMessage({ hello: 'you' });
    return heard.length > 0;
  });
  expect(heard[0]).toEqual([{ hello: 'you' }, false]);
});

describe('tokens', () => {
  const states = (client: SyncClient) => {
    const seen: string[] = [];
    client.on('connectionStateChanged', (state) => seen.push(state));
    return seen;
  };

  test('one that the twilio package makes is good', async () => {
    const key = await rest.newKeys.create();
    const token = new jwt.AccessToken(rest.accountSid, key.sid, key.secret, { identity: 'made by twilio' });
    const sid = (await service().fetch()).sid;
    token.addGrant(new jwt.AccessToken.SyncGrant({ serviceSid: sid }));
    // The emulator's clock was moved by the tests above; the package goes by the machine's.
    await emulator.world.clock.moveTo(Date.now());
    const client = new SyncClient(token.toJwt(), syncOptions(emulator));
    clients.push(client);
    await (await client.map(newName())).set('k', {});
  });

  test.each<[string, TokenOptions, number]>([
    ['not signed by us', { secret: 'of somebody else' }, 20101],
    ['that has run out', { ttlSeconds: -1 }, 20104],
    ['that is to live longer than a day', { ttlSeconds: liveLimits.maxTokenSeconds + 1 }, 20104],
    ['of an unknown key', { claims: { iss: `SK${'2'.repeat(32)}` } }, 20103],
    ['for another account', { claims: { sub: `AC${'2'.repeat(32)}` } }, 20103],
    ['without an identity', { claims: { grants: { data_sync: { service_sid: 'default' } } } }, 20106],
    ['without a Sync grant', { claims: { grants: { identity: 'staff' } } }, 20106],
    ['for a service that is not there', { serviceSid: `IS${'2'.repeat(32)}` }, 20106],
  ])('one %s is denied', async (_, options, errorCode) => {
    const client = new SyncClient(accessToken(emulator, options), syncOptions(emulator));
    clients.push(client);
    const errors: unknown[] = [];
    client.on('connectionError', (error) => errors.push(error));
    await until(() => client.connectionState === 'denied' && errors.length > 0);
    expect(errors).toEqual([expect.objectContaining({ terminal: true, httpStatusCode: 401, errorCode })]);
    await client.updateToken(accessToken(emulator));
    await until(() => client.connectionState === 'connected');
  });

  test('the client is told before its token runs out, and goes on with a new one', async () => {
    const client = await connect({ ttlSeconds: 600 });
    const seen = states(client);
    let notices = 0;
    client.on('tokenAboutToExpire', () => {
      notices += 1;
    });
    await advance(emulator, seconds(355));
    expect(notices).toBe(0);
    await advance(emulator, seconds(10));
    await until(() => notices === 1);
    await client.updateToken(accessToken(emulator, { ttlSeconds: 600 }));
    await advance(emulator, seconds(300));
    await (await client.map(newName())).set('still', {});
    expect(seen.filter((state) => state !== 'connected')).toEqual([]);
  });

  test('without a new one the connection ends, and comes back with one', async () => {
    const client = await connect({ ttlSeconds: 60 });
    const map = await client.map(newName());
    let expired = false;
    client.on('tokenExpired', () => {
      expired = true;
    });
    await advance(emulator, seconds(60));
    await until(() => expired && client.connectionState === 'disconnected');
    await client.updateToken(accessToken(emulator));
    await until(() => client.connectionState === 'connected');
    await map.set('back', {});
  });

  test('a token of somebody else does not take over the connection', async () => {
    const client = await connect();
    await expect(client.updateToken(accessToken(emulator, { identity: 'other' }))).rejects.toMatchObject({
      reply: { status: { code: 400, errorCode: 51215 } },
    });
    await until(() => client.connectionState === 'connected');
  });
});

describe('with the ACL enabled', () => {
  let serviceSid: string;
  const guarded = () => rest.sync.v1.services(serviceSid);

  beforeAll(async () => {
    serviceSid = (await rest.sync.v1.services.create({ aclEnabled: true })).sid;
    await guarded().syncMaps.create({ uniqueName: 'orders' });
    await guarded()
      .syncMaps('orders')
      .syncMapItems.create({ key: 'a', data: { n: 1 } });
  });

  test('who was given nothing sees nothing', async () => {
    const client = await connect({ identity: 'stranger', serviceSid });
    await expect(client.map('orders')).rejects.toEqual(failure(403, 54007));
    await expect(client.map(newName())).rejects.toEqual(failure(403, 54007));
  });

  test('who may read hears of changes and cannot write', async () => {
    const permission = guarded().syncMaps('orders').syncMapPermissions('reader');
    await permission.update({ read: true, write: false, manage: false });
    const client = await connect({ identity: 'reader', serviceSid });
    const map = await client.map({ id: 'orders', mode: 'open_existing' });
    expect((await map.getItems()).items.map(({ key }) => key)).toEqual(['a']);
    await subscribed(map);
    const heard = listenTo(map);
    const { syncMapItems } = guarded().syncMaps('orders');
    await syncMapItems.create({ key: 'b', data: {} });
    await until(() => heard.length === 1);

    await expect(map.set('c', {})).rejects.toEqual(failure(403, 54007));
    await expect(map.update('a', { n: 2 })).rejects.toEqual(failure(403, 54007));
    await expect(map.remove('a')).rejects.toEqual(failure(403, 54007));
    await expect(map.setItemTtl('a', 60)).rejects.toEqual(failure(403, 54007));
    await expect(map.setTtl(60)).rejects.toEqual(failure(403, 54007));
    await expect(map.removeMap()).rejects.toEqual(failure(403, 54007));
    expect((await syncMapItems.list()).map(({ data }) => data)).toEqual([{ n: 1 }, {}]);

    await permission.update({ read: false, write: false, manage: false });
    await syncMapItems.create({ key: 'secret', data: {} });
    await permission.update({ read: true, write: true, manage: true });
    await map.set('mine', {});
    await syncMapItems.create({ key: 'seen', data: {} });
    await until(() => heard.includes('added seen'));
    expect(heard).not.toContain('added secret');
    await map.removeMap();
  });
});

test('after a reset clients notice that what they know is of another time', async () => {
  const own = await startEmulator();
  const client = new SyncClient(accessToken(own), syncOptions(own));
  try {
    const { syncMaps } = twilioClient(own).sync.v1.services('default');
    await syncMaps.create({ uniqueName: 'board' });
    own.markDeployed();
    const map = await client.map('board');
    await map.set('of before', {});
    await subscribed(map);
    const heard = listenTo(map);
    await own.reset();
    accessToken(own); // puts the key back that signs the tests' tokens
    await until(() => heard.includes('map removed'));
    const again = await client.map('board');
    expect((await again.getItems()).items).toEqual([]);
    await subscribed(again);
    const heardAgain = listenTo(again);
    await syncMaps.get('board').syncMapItems.create({ key: 'of after', data: {} });
    await until(() => heardAgain.length > 0);
    expect(heardAgain).toEqual(['added of after']);
  } finally {
    await client.shutdown();
    await own.stop();
  }
});

test('after a restart clients go on where they were', async () => {
  const stateFolder = mkdtempSync(join(tmpdir(), 'sync-state-'));
  let own = await startEmulator({ stateFolder });
  // The client finds it again at one address, while the emulator takes whatever port is free.
  const address = createServer((inward) => {
    const outward = createConnection(Number(new URL(own.url).port), '127.0.0.1');
    inward.pipe(outward).pipe(inward);
    for (const [one, other] of [
      [inward, outward],
      [outward, inward],
    ] as const) {
      one.on('error', () => undefined).on('close', () => other.destroy());
    }
  });
  await new Promise<void>((resolve) => address.listen(0, '127.0.0.1', resolve));
  const uri = `ws://127.0.0.1:${(address.address() as AddressInfo).port}/v3/wsconnect`;
  const client = new SyncClient(accessToken(own), { ...syncOptions(own), twilsock: { uri } });
  try {
    const map = await client.map('board');
    await map.set('a', { n: 1 });
    await map.set('b', {});
    await subscribed(map);
    const heard = listenTo(map);
    await own.stop();
    await until(() => client.connectionState !== 'connected');
    own = await startEmulator({ stateFolder });
    const { syncMapItems } = twilioClient(own).sync.v1.services('default').syncMaps('board');
    await syncMapItems('a').update({ data: { n: 2 } });
    await syncMapItems('b').remove();
    await until(() => heard.length === 2);
    expect(heard).toEqual(['updated a {"n":2}', 'removed b']);
  } finally {
    await client.shutdown();
    await own.stop();
    address.close();
    rmSync(stateFolder, { recursive: true, force: true });
  }
});

describe('the socket', () => {
  const answerTo = (headers: Record<string, string>, path = '/v3/wsconnect') =>
    new Promise<number | undefined>((resolve) => {
      const socket = new WebSocket(emulator.url.replace('http', 'ws') + path, { headers });
      socket.on('open', () => {
        socket.terminate();
        resolve(101);
      });
      socket.on('unexpected-response', (_request, response) => resolve(response.statusCode));
      socket.on('error', () => undefined);
    });

  test('opens for pages of this machine alone', async () => {
    expect(await answerTo({ origin: 'http://127.0.0.1:4600' })).toBe(101);
    expect(await answerTo({})).toBe(101);
    expect(await answerTo({ origin: 'https://evil.example' })).toBe(403);
    expect(await answerTo({ origin: 'null' })).toBe(403);
    expect(await answerTo({}, '/elsewhere')).toBe(404);
  });

  test('closes on what is no twilsock, and harms nobody', async () => {
    const client = await connect();
    const map = await client.map(newName());
    const socket = new WebSocket(emulator.environment().TWILSOCK_URI ?? '');
    const closed = new Promise((resolve) => socket.on('close', resolve));
    socket.on('open', () => socket.send(Buffer.from('TWILSOCK V3.0 999999\r\n{"method"')));
    await closed;
    await map.set('still', {});
  });
});
