import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createEmulator, type Emulator } from '../emulator';
import { twilioClient } from '../emulator/testing';
import { conflict, type SyncStore, type Versioned } from '../src/twilio/sync-store';
import { twilioSyncStore } from '../src/twilio/twilio-sync-store';
import { createMemory } from './dispatch/model/memory';

// One contract, two stores: what the tests of the dispatch protocol run on, and the real one through the real `twilio` package.

let emulator: Emulator;
let folder: string;
let overTwilio: SyncStore;
let serviceSid: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sync-store-'));
  emulator = await createEmulator({ port: 0, stateFolder: folder, caFolder: folder });
  const client = twilioClient(emulator);
  const service = await client.sync.v1.services.create({ friendlyName: 'contract' });
  serviceSid = service.sid;
  overTwilio = twilioSyncStore(client, serviceSid, () => emulator.world.clock.now());
});
afterAll(async () => {
  await emulator.stop();
  rmSync(folder, { recursive: true, force: true });
});

const stores: [string, () => SyncStore][] = [
  ['memory', () => createMemory(() => undefined).store],
  ['Twilio', () => overTwilio],
];
let unique = 0;
const name = (what: string) => {
  unique += 1;
  return `${what}.${unique}`;
};

function written<T>(result: Versioned<T> | typeof conflict): Versioned<T> {
  if (result === conflict) throw new Error('a conflict');
  return result;
}

describe.each(stores)('%s', (_, open) => {
  let store: SyncStore;
  beforeAll(() => {
    store = open();
  });

  test('a document that was never written is undefined', async () => {
    expect(await store.readDocument(name('nobody'))).toBeUndefined();
  });

  test('of two who create a document one gets a conflict', async () => {
    const document = name('document');
    const results = await Promise.all([1, 2].map((n) => store.createDocument(document, { n })));
    expect(results.filter((result) => result === conflict)).toHaveLength(1);
  });

  test('a document is written over only at the revision that was seen', async () => {
    const document = name('document');
    const first = written(await store.createDocument(document, { n: 1 }));
    const second = written(await store.updateDocument(document, { n: 2 }, first.revision));
    expect(second.revision).not.toBe(first.revision);
    expect(await store.updateDocument(document, { n: 3 }, first.revision)).toBe(conflict);
    expect(await store.readDocument(document)).toEqual({ data: { n: 2 }, revision: second.revision });
  });

  test('a document that is gone cannot be written over, and can be removed twice', async () => {
    const document = name('document');
    const first = written(await store.createDocument(document, { n: 1 }));
    await store.removeDocument(document);
    await store.removeDocument(document);
    expect(await store.updateDocument(document, { n: 2 }, first.revision)).toBe(conflict);
  });

  test('an item is put whether or not it is there, in a map that nobody has created', async () => {
    const map = name('map');
    const first = await store.putItem(map, 'a', { n: 1 });
    const second = await store.putItem(map, 'a', { n: 2 });
    await store.putItem(map, 'b', { n: 3 }, { likely: 'known' });
    expect(second.revision).not.toBe(first.revision);
    expect(await store.readItem(map, 'a')).toMatchObject({ key: 'a', data: { n: 2 } });
    expect(await store.readItem(map, 'b')).toMatchObject({ data: { n: 3 } });
    expect(await store.createItem(map, 'a', { n: 4 })).toBe(conflict);
    expect(await store.createItem(map, 'a', { n: 4 }, { lasting: true })).toBe(conflict);
    expect(await store.readItem(map, 'c')).toBeUndefined();
  });

  test('an item goes only as it was seen, and a missing one is not an error', async () => {
    const map = name('map');
    const first = await store.putItem(map, 'a', { n: 1 });
    const second = await store.putItem(map, 'a', { n: 2 });
    expect(await store.removeItem(map, 'a', first.revision)).toBe(conflict);
    expect(await store.updateItem(map, 'a', { n: 3 }, first.revision)).toBe(conflict);
    expect(await store.removeItem(map, 'a', second.revision)).toBeUndefined();
    expect(await store.removeItem(map, 'a', second.revision)).toBeUndefined();
    expect(await store.removeItem(map, 'a')).toBeUndefined();
  });

  test('items are listed by key, from a key on, a page at most', async () => {
    const map = name('map');
    expect(await store.listItems(map)).toEqual([]);
    for (const key of ['b', 'a', 'd', 'c']) await store.putItem(map, key, { key });
    const keys = async (options?: Parameters<SyncStore['listItems']>[1]) =>
      (await store.listItems(map, options)).map((item) => item.key);
    expect(await keys()).toEqual(['a', 'b', 'c', 'd']);
    expect(await keys({ from: 'b', limit: 2 })).toEqual(['b', 'c']);
    expect(await keys({ order: 'desc', limit: 1 })).toEqual(['d']);
    expect(await keys({ from: 'bb' })).toEqual(['c', 'd']);
  });
});

test('Twilio: an item with a TTL is gone when it is over', async () => {
  const map = name('map');
  await overTwilio.putItem(map, 'a', { n: 1 }, { ttlSeconds: 60 });
  await emulator.world.clock.moveTo(emulator.world.clock.now() + 61_000);
  expect(await overTwilio.readItem(map, 'a')).toBeUndefined();
  expect(await overTwilio.listItems(map)).toEqual([]);
});

test("Twilio: what has expired and was not swept yet is in nobody's way, and of two who write in its place one gets a conflict", async () => {
  const later = twilioSyncStore(twilioClient(emulator), serviceSid, () => emulator.world.clock.now() + 61_000);
  const document = name('document');
  const map = name('map');
  await overTwilio.createDocument(document, { n: 1 }, { ttlSeconds: 60 });
  await overTwilio.createItem(map, 'a', { n: 1 }, { ttlSeconds: 60 });
  expect(await later.readDocument(document)).toBeUndefined();
  for (const write of [() => later.createDocument(document, { n: 2 }), () => later.createItem(map, 'a', { n: 2 })]) {
    const results = await Promise.all([write(), write()]);
    expect(results.filter((result) => result === conflict)).toHaveLength(1);
  }
  await emulator.world.clock.moveTo(emulator.world.clock.now() + 61_000);
  expect(await overTwilio.readDocument(document)).toMatchObject({ data: { n: 2 } });
  expect(await overTwilio.readItem(map, 'a')).toMatchObject({ data: { n: 2 } });
});
