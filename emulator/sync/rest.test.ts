import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Twilio } from 'twilio';
import type { Emulator } from '../index';
import { twilioClient } from '../testing';
import { rateLimits, syncLimits } from './limits';
import { advance, seconds, startEmulator } from './testing';

let emulator: Emulator;
let client: Twilio;

beforeAll(async () => {
  emulator = await startEmulator({ rateLimits: false, frozenAt: '2026-03-12T15:00:00Z' });
  client = twilioClient(emulator);
});
afterAll(() => emulator.stop());
afterEach(() => expect(emulator.violations).toEqual([]));

let count = 0;
const newName = () => `name-${++count}`;
const defaultService = () => client.sync.v1.services('default');
const newMap = async () => {
  const name = newName();
  const made = await defaultService().syncMaps.create({ uniqueName: name });
  return { ...made, name, context: defaultService().syncMaps(made.sid) };
};
const failure = (status: number, code: number) => expect.objectContaining({ status, code });

describe('services', () => {
  test('are created, read, changed, listed and deleted', async () => {
    const made = await client.sync.v1.services.create({ friendlyName: 'Front', aclEnabled: true });
    expect(made).toMatchObject({ friendlyName: 'Front', aclEnabled: true, webhooksFromRestEnabled: false });
    expect(await client.sync.v1.services(made.sid).fetch()).toMatchObject({ sid: made.sid, aclEnabled: true });
    const changed = await client.sync.v1
      .services(made.sid)
      .update({ aclEnabled: false, webhookUrl: 'https://a.example/b' });
    expect(changed).toMatchObject({ friendlyName: 'Front', aclEnabled: false, webhookUrl: 'https://a.example/b' });
    expect((await client.sync.v1.services.list()).map(({ sid }) => sid)).toContain(made.sid);
    await client.sync.v1.services(made.sid).syncMaps.create({ uniqueName: 'gone with it' });
    await client.sync.v1.services(made.sid).remove();
    await expect(client.sync.v1.services(made.sid).fetch()).rejects.toEqual(failure(404, 54050));
    await expect(client.sync.v1.services(made.sid).syncMaps.list()).rejects.toEqual(failure(404, 54050));
  });

  test("'default' is one of them, always the same", async () => {
    const one = await defaultService().fetch();
    expect(one).toMatchObject({ uniqueName: 'default' });
    expect(await client.sync.v1.services(one.sid).fetch()).toMatchObject({ sid: one.sid });
  });

  test('keep their names apart', async () => {
    const other = await client.sync.v1.services.create();
    const name = newName();
    await defaultService().syncMaps.create({ uniqueName: name });
    await client.sync.v1.services(other.sid).syncMaps.create({ uniqueName: name });
    const { sid } = await defaultService().syncMaps(name).fetch();
    await expect(client.sync.v1.services(other.sid).syncMaps(sid).fetch()).rejects.toEqual(failure(404, 54200));
  });
});

describe('documents', () => {
  test('are read by SID and by name, and count their revisions in hex', async () => {
    const uniqueName = newName();
    const made = await defaultService().documents.create({ uniqueName, data: { a: 1 } });
    expect(made).toMatchObject({ uniqueName, data: { a: 1 }, revision: '0', createdBy: 'system', dateExpires: null });
    const document = defaultService().documents(uniqueName);
    for (let n = 1; n <= 16; n += 1) await document.update({ data: { n } });
    expect(await defaultService().documents(made.sid).fetch()).toMatchObject({ data: { n: 16 }, revision: '10' });
    await document.remove();
    await expect(document.fetch()).rejects.toEqual(failure(404, 54300));
    await expect(defaultService().documents(made.sid).fetch()).rejects.toEqual(failure(404, 54100));
  });

  test('are written over the revision that was read, or not at all', async () => {
    const { sid, revision } = await defaultService().documents.create({ data: {} });
    const document = defaultService().documents(sid);
    const next = await document.update({ data: { by: 'one' }, ifMatch: revision });
    await expect(document.update({ data: { by: 'two' }, ifMatch: revision })).rejects.toEqual(failure(412, 54103));
    await document.update({ data: { by: 'three' }, ifMatch: `"${next.revision}"` });
    expect((await document.fetch()).data).toEqual({ by: 'three' });
    await expect(document.update({ data: {}, ifMatch: '"a", "b"' })).rejects.toEqual(failure(400, 54003));
  });

  test('refuse a name in use, a name like a SID, and data that is no object', async () => {
    const uniqueName = newName();
    const { documents } = defaultService();
    await documents.create({ uniqueName });
    await expect(documents.create({ uniqueName })).rejects.toEqual(failure(409, 54301));
    await expect(documents.create({ uniqueName: `ET${'0'.repeat(32)}` })).rejects.toEqual(failure(400, 54302));
    await documents.create({ uniqueName: 'n'.repeat(syncLimits.maxNameLength) });
    const longer = 'm'.repeat(syncLimits.maxNameLength + 1);
    await expect(documents.create({ uniqueName: longer })).rejects.toEqual(failure(400, 54302));
    await expect(documents.create({ data: '{not json' })).rejects.toEqual(failure(400, 54008));
    await expect(documents.create({ data: [1] })).rejects.toEqual(failure(400, 54008));
    await expect(documents.create({ data: 'null' })).rejects.toEqual(failure(400, 54101));
    await expect(defaultService().documents(uniqueName).update()).rejects.toEqual(failure(400, 54010));
  });

  test('hold 16 KiB of JSON in UTF-8, not a byte more', async () => {
    const frame = JSON.stringify({ text: '' }).length;
    const fits = 'é'.repeat((syncLimits.maxDataBytes - frame - 1) / 2);
    const { sid } = await defaultService().documents.create({ data: { text: `${fits}x` } });
    const wide = defaultService()
      .documents(sid)
      .update({ data: { text: `${fits}xx` } });
    await expect(wide).rejects.toEqual(failure(413, 54006));
  });

  test('are listed a page at a time, in the order they were made', async () => {
    const { sid } = await client.sync.v1.services.create();
    const { documents } = client.sync.v1.services(sid);
    const names = Array.from({ length: 23 }, (_, n) => `d${n}`);
    for (const uniqueName of names) await documents.create({ uniqueName });
    expect((await documents.list({ pageSize: 10 })).map(({ uniqueName }) => uniqueName)).toEqual(names);
    await defaultService().syncMaps.create({ uniqueName: newName() });
    expect(await documents.list({ limit: 3 })).toHaveLength(3);
  });
});

describe('maps and their items', () => {
  test('number their events: the map is one ahead of its last item', async () => {
    const map = await newMap();
    expect(map.revision).toBe('0');
    const first = await map.context.syncMapItems.create({ key: 'a', data: { n: 1 } });
    expect(first).toMatchObject({ key: 'a', data: { n: 1 }, revision: '0', mapSid: map.sid, createdBy: 'system' });
    expect((await map.context.fetch()).revision).toBe('1');
    const second = await map.context.syncMapItems('a').update({ data: { n: 2 } });
    expect(second.revision).toBe('1');
    await map.context.syncMapItems('a').remove();
    expect((await map.context.fetch()).revision).toBe('3');
    await expect(map.context.syncMapItems('a').fetch()).rejects.toEqual(failure(404, 54201));
  });

  test('say what is missing: the name, the SID, the item', async () => {
    const { syncMaps } = defaultService();
    await expect(defaultService().syncMaps('nobody').fetch()).rejects.toEqual(failure(404, 54300));
    await expect(
      defaultService()
        .syncMaps(`MP${'0'.repeat(32)}`)
        .fetch(),
    ).rejects.toEqual(failure(404, 54200));
    const { sid } = await syncMaps.create();
    await expect(defaultService().syncMaps(sid).syncMapItems('x').update({ data: {} })).rejects.toEqual(
      failure(404, 54201),
    );
    await expect(defaultService().syncMaps(sid).syncMapItems('x').remove()).rejects.toEqual(failure(404, 54201));
  });

  test('let one of two claims win', async () => {
    const { context } = await newMap();
    const claims = ['one', 'two'].map((by) => context.syncMapItems.create({ key: 'claim', data: { by } }));
    const [won, lost] = await Promise.allSettled(claims);
    expect([won?.status, lost?.status]).toEqual(['fulfilled', 'rejected']);
    expect(lost).toMatchObject({ reason: { status: 409, code: 54208 } });

    const { revision } = await context.syncMapItems('claim').fetch();
    await context.syncMapItems('claim').update({ data: { by: 'a' }, ifMatch: revision });
    const late = context.syncMapItems('claim').update({ data: { by: 'b' }, ifMatch: revision });
    await expect(late).rejects.toEqual(failure(412, 54205));
    await expect(context.syncMapItems('claim').remove({ ifMatch: revision })).rejects.toEqual(failure(412, 54205));
    const now = await context.syncMapItems('claim').fetch();
    expect(now.data).toEqual({ by: 'a' });
    await context.syncMapItems('claim').remove({ ifMatch: now.revision });
  });

  test('take any key of 1 to 320 characters, and refuse others', async () => {
    const { context } = await newMap();
    for (const key of ['+15005550006', 'a/b?c#d %', 'ñandú', 'k'.repeat(syncLimits.maxNameLength)]) {
      const made = await context.syncMapItems.create({ key, data: { key } });
      expect(made.key).toBe(key);
      expect(made.url.endsWith(`/Items/${encodeURIComponent(key)}`)).toBe(true);
    }
    expect((await context.syncMapItems(encodeURIComponent('a/b?c#d %')).fetch()).key).toBe('a/b?c#d %');
    const { syncMapItems } = context;
    await expect(syncMapItems.create({ key: '', data: {} })).rejects.toEqual(failure(400, 54209));
    await expect(syncMapItems.create({ key: 'k'.repeat(321), data: {} })).rejects.toEqual(failure(400, 54209));
    await expect(syncMapItems.create({ key: 'n', data: 'null' })).rejects.toEqual(failure(400, 54206));
    await expect(syncMapItems.create({ key: 'n', data: '[' })).rejects.toEqual(failure(400, 54008));
  });

  test('are read in the order of their keys, from any key, either way', async () => {
    const { context } = await newMap();
    const keys = Array.from({ length: 120 }, (_, n) => `k${String(n).padStart(3, '0')}`);
    for (const key of keys.toReversed()) await context.syncMapItems.create({ key, data: {} });
    const { syncMapItems } = context;
    const keysOf = (items: { key: string }[]) => items.map(({ key }) => key);

    expect(keysOf(await syncMapItems.list({ pageSize: 7 }))).toEqual(keys);
    expect(keysOf(await syncMapItems.list({ order: 'desc', pageSize: 50 }))).toEqual(keys.toReversed());
    expect(keysOf(await syncMapItems.list({ from: 'k118' }))).toEqual(['k118', 'k119']);
    expect(keysOf(await syncMapItems.list({ from: 'k118', bounds: 'exclusive' }))).toEqual(['k119']);
    expect(keysOf(await syncMapItems.list({ from: 'k001', order: 'desc' }))).toEqual(['k001', 'k000']);
    expect(keysOf(await syncMapItems.list({ from: 'k001x', order: 'desc', bounds: 'exclusive' }))).toEqual([
      'k001',
      'k000',
    ]);

    const page = await syncMapItems.page({ pageSize: 1000 });
    expect(page.instances).toHaveLength(syncLimits.maxReturnedPageSize);
    const second = await page.nextPage();
    expect(second?.instances).toHaveLength(20);
    expect(await second?.nextPage()).toBeUndefined();
    const back = await second?.previousPage();
    expect(keysOf(back?.instances ?? [])).toEqual(keys.slice(0, 100));
  });

  test('go on paging where they were, whatever is removed meanwhile', async () => {
    const { context } = await newMap();
    for (const key of ['a', 'b', 'c', 'd']) await context.syncMapItems.create({ key, data: {} });
    const first = await context.syncMapItems.page({ pageSize: 2 });
    await context.syncMapItems('b').remove();
    expect((await first.nextPage())?.instances.map(({ key }) => key)).toEqual(['c', 'd']);
  });

  test.each([
    [{ pageSize: 0 }, 54454],
    [{ pageSize: 1001 }, 54454],
    [{ order: 'up' }, 54451],
    [{ bounds: 'open' }, 54452],
    [{ pageToken: 'PTnonsense' }, 54453],
  ])('refuse %j', async (query, code) => {
    const { context } = await newMap();
    const { url } = await context.fetch();
    const params = Object.fromEntries(
      Object.entries(query).map(([name, value]) => [name.charAt(0).toUpperCase() + name.slice(1), String(value)]),
    );
    const answer = await client.request({ method: 'get', uri: `${url}/Items`, params });
    expect(answer).toMatchObject({ statusCode: 400, body: { code } });
  });
});

describe('lists', () => {
  test('number their items from 0 and never give a number twice', async () => {
    const { sid } = await defaultService().syncLists.create({ uniqueName: newName() });
    const list = defaultService().syncLists(sid);
    for (const n of [0, 1, 2]) expect((await list.syncListItems.create({ data: { n } })).index).toBe(n);
    await list.syncListItems(2).remove();
    expect((await list.syncListItems.create({ data: { n: 3 } })).index).toBe(3);
    expect((await list.syncListItems.list({ order: 'desc' })).map(({ index }) => index)).toEqual([3, 1, 0]);
    expect((await list.syncListItems.list({ from: '1', bounds: 'exclusive' })).map(({ index }) => index)).toEqual([3]);

    await expect(list.syncListItems(2).fetch()).rejects.toEqual(failure(404, 54151));
    await expect(list.syncListItems(1).update({ data: {}, ifMatch: 'ff' })).rejects.toEqual(failure(412, 54155));
    await expect(list.syncListItems.create({ data: 'null' })).rejects.toEqual(failure(400, 54156));
    await expect(list.syncListItems.list({ from: 'x' })).rejects.toEqual(failure(400, 54458));
    await expect(
      defaultService()
        .syncLists(`ES${'0'.repeat(32)}`)
        .fetch(),
    ).rejects.toEqual(failure(404, 54150));
  });

  test('sort by number, not by digit', async () => {
    const { sid } = await defaultService().syncLists.create();
    const list = defaultService().syncLists(sid);
    for (let n = 0; n < 12; n += 1) await list.syncListItems.create({ data: { n } });
    expect((await list.syncListItems.list({ pageSize: 5 })).map(({ index }) => index)).toEqual([...Array(12).keys()]);
  });
});

/** What the three kinds of permission have in common. */
type PermissionList = ReturnType<ReturnType<Twilio['sync']['v1']['services']>['syncMaps']['get']>['syncMapPermissions'];

describe('permissions', () => {
  test('are set, read, listed and taken back, for each kind of object', async () => {
    const service = defaultService();
    const objects = [
      service.documents((await service.documents.create()).sid).documentPermissions,
      service.syncMaps((await service.syncMaps.create()).sid).syncMapPermissions,
      service.syncLists((await service.syncLists.create()).sid).syncListPermissions,
    ];
    for (const permissions of objects as unknown as PermissionList[]) {
      const rights = { read: true, write: false, manage: false };
      expect(await permissions('staff').update(rights)).toMatchObject({ identity: 'staff', ...rights });
      expect(await permissions('staff').fetch()).toMatchObject(rights);
      expect((await permissions.list()).map(({ identity }) => identity)).toEqual(['staff']);
      expect(await permissions('staff').remove()).toBe(true);
      await expect(permissions('staff').fetch()).rejects.toEqual(failure(404, 54354));
      await expect(permissions('i'.repeat(257)).update(rights)).rejects.toEqual(failure(400, 54351));
    }
  });
});

describe('streams', () => {
  test('are created, take messages, and are deleted', async () => {
    const uniqueName = newName();
    const { sid } = await defaultService().syncStreams.create({ uniqueName, ttl: 60 });
    const stream = defaultService().syncStreams(uniqueName);
    expect(await stream.streamMessages.create({ data: { hello: 1 } })).toMatchObject({ data: { hello: 1 } });
    const fits = 'x'.repeat(syncLimits.maxMessageBytes - JSON.stringify({ text: '' }).length);
    await stream.streamMessages.create({ data: { text: fits } });
    await expect(stream.streamMessages.create({ data: { text: `${fits}x` } })).rejects.toEqual(failure(413, 54006));
    expect((await stream.update({ ttl: 0 })).dateExpires).toBeNull();
    expect((await defaultService().syncStreams.list()).map((one) => one.sid)).toContain(sid);
    await stream.remove();
    await expect(stream.fetch()).rejects.toEqual(failure(404, 54300));
  });
});

describe('time to live', () => {
  test('an item is there a second before it runs out, and gone when it does', async () => {
    const { context } = await newMap();
    await context.syncMapItems.create({ key: 'short', data: {}, itemTtl: 60 });
    await context.syncMapItems.create({ key: 'ever', data: {}, itemTtl: 0 });
    await advance(emulator, seconds(59));
    expect((await context.syncMapItems('short').update({ data: { touched: true } })).dateExpires).not.toBeNull();
    await advance(emulator, seconds(1));
    await expect(context.syncMapItems('short').fetch()).rejects.toEqual(failure(404, 54201));
    expect((await context.syncMapItems('ever').fetch()).dateExpires).toBeNull();
  });

  test('can be set anew, and taken away with 0', async () => {
    const { sid, revision } = await defaultService().documents.create({ ttl: 60 });
    const document = defaultService().documents(sid);
    await advance(emulator, seconds(30));
    expect((await document.update({ ttl: 60 })).revision).toBe(revision);
    await advance(emulator, seconds(59));
    expect((await document.update({ ttl: 0 })).dateExpires).toBeNull();
    await advance(emulator, seconds(10_000));
    await document.fetch();
  });

  test('a collection takes its items along, and item calls can renew it', async () => {
    const uniqueName = newName();
    await defaultService().syncMaps.create({ uniqueName, collectionTtl: 60 });
    const map = defaultService().syncMaps(uniqueName);
    await advance(emulator, seconds(50));
    await map.syncMapItems.create({ key: 'a', data: {}, collectionTtl: 100 });
    await advance(emulator, seconds(99));
    await map.fetch();
    await advance(emulator, seconds(1));
    await expect(map.fetch()).rejects.toEqual(failure(404, 54300));
    await defaultService().syncMaps.create({ uniqueName });
    expect(await map.syncMapItems.list()).toEqual([]);
  });

  test('Ttl is the item of an item, and steps back behind ItemTtl', async () => {
    const { context } = await newMap();
    const both = await context.syncMapItems.create({ key: 'a', data: {}, ttl: 10, itemTtl: 20 });
    expect(both.dateExpires?.getTime()).toBe(emulator.world.clock.now() + seconds(20));
    const alias = await context.syncMapItems.create({ key: 'b', data: {}, ttl: 10 });
    expect(alias.dateExpires?.getTime()).toBe(emulator.world.clock.now() + seconds(10));
  });

  test('one alarm serves them all', async () => {
    const { context } = await newMap();
    for (let n = 0; n < 20; n += 1) await context.syncMapItems.create({ key: `k${n}`, data: {}, itemTtl: 100 + n });
    expect(emulator.world.clock.due().filter(({ name }) => name === 'Sync TTL')).toHaveLength(1);
    await context.remove();
  });

  test.each([-1, syncLimits.maxTtlSeconds + 1, 1.5])('refuses %s seconds', async (ttl) => {
    await expect(defaultService().documents.create({ ttl })).rejects.toEqual(failure(400, 54011));
    const { context } = await newMap();
    await expect(context.syncMapItems.create({ key: 'k', data: {}, itemTtl: ttl })).rejects.toEqual(
      failure(400, 54011),
    );
  });
});

describe('rate limits', () => {
  test('hold back who calls one object more often than it may be', async () => {
    const limited = await startEmulator();
    try {
      const { syncMaps } = twilioClient(limited).sync.v1.services('default');
      const { sid } = await syncMaps.create({ uniqueName: 'busy' });
      const state = limited.world.tables.snapshot();
      const burst = rateLimits.burstSeconds * rateLimits.perSecond.read;
      const read = (times: number) =>
        Promise.allSettled(Array.from({ length: times }, () => syncMaps.get(sid).fetch()));
      const reads = await read(burst * 2);
      const refused = reads.filter(({ status }) => status === 'rejected');
      expect(refused.length).toBeGreaterThan(0);
      expect(refused[0]).toMatchObject({
        reason: { status: 429, code: 54009, message: `Rate limit exceeded for read-map-${sid}` },
      });
      await syncMaps.get(sid).syncMapItems.create({ key: 'writes are counted apart', data: {} });

      limited.world.tables.restore(state); // a moment before all of those
      expect((await read(burst)).filter(({ status }) => status === 'rejected')).toEqual([]);
    } finally {
      await limited.stop();
    }
  });
});

test('a reset puts back items, order and time to live', async () => {
  const own = await startEmulator({ frozenAt: '2026-03-12T15:00:00Z' });
  try {
    const map = twilioClient(own).sync.v1.services('default').syncMaps;
    await map.create({ uniqueName: 'kept' });
    await map.get('kept').syncMapItems.create({ key: 'b', data: {}, itemTtl: 60 });
    own.markDeployed();
    await map.get('kept').syncMapItems('b').remove();
    await map.get('kept').syncMapItems.create({ key: 'a', data: {} });
    await map.create({ uniqueName: 'dropped' });
    await own.reset();
    expect((await map.get('kept').syncMapItems.list()).map(({ key }) => key)).toEqual(['b']);
    await expect(map.get('dropped').fetch()).rejects.toEqual(failure(404, 54300));
    await advance(own, seconds(60));
    expect(await map.get('kept').syncMapItems.list()).toEqual([]);
  } finally {
    await own.stop();
  }
});

test('a restart finds items, permissions, revisions and times to live', async () => {
  const stateFolder = mkdtempSync(join(tmpdir(), 'sync-state-'));
  const start = () => startEmulator({ stateFolder, frozenAt: '2026-03-12T15:00:00Z' });
  const mapOf = (one: Emulator) => twilioClient(one).sync.v1.services('default').syncMaps;
  try {
    const first = await start();
    await mapOf(first).create({ uniqueName: 'kept' });
    const before = mapOf(first).get('kept');
    await before.syncMapItems.create({ key: 'b', data: { n: 1 } });
    const item = await before.syncMapItems.create({ key: 'a', data: { n: 1 }, itemTtl: 60 });
    await before.syncMapPermissions('staff').update({ read: true, write: false, manage: false });
    await first.stop();

    const second = await start();
    const after = mapOf(second).get('kept');
    expect((await after.syncMapItems.list()).map(({ key }) => key)).toEqual(['a', 'b']);
    expect((await after.syncMapItems('a').update({ data: { n: 2 }, ifMatch: item.revision })).revision).toBe('2');
    expect((await after.syncMapPermissions.list()).map(({ identity }) => identity)).toEqual(['staff']);
    await advance(second, seconds(59));
    expect(await after.syncMapItems.list()).toHaveLength(2);
    await advance(second, seconds(1));
    expect((await after.syncMapItems.list()).map(({ key }) => key)).toEqual(['b']);
    await second.stop();
  } finally {
    rmSync(stateFolder, { recursive: true, force: true });
  }
});
