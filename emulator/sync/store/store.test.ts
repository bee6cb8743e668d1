import fc from 'fast-check';
import { createWorld } from '../../core/create-world';
import { revisionOf } from '../rows';
import type { SyncEvent } from './events';
import { readPage } from './read-page';
import { createStore } from './store';

const frozenAt = '2026-03-12T15:00:00Z';
const second = 1000;

interface ModelItem {
  data: object;
  eventId: number;
  expiresMs: number | null;
}

/** What a map should be, in the fewest words. */
interface Model {
  items: Map<string, ModelItem>;
  lastEventId: number;
  nowMs: number;
}

const key = fc.constantFrom('a', 'b', 'B', 'c', 'ñ', '10', '9', '+1500');
const ttl = fc.constantFrom(undefined, 0, 5, 60);
const revision = fc.constantFrom('any', 'right', 'wrong') as fc.Arbitrary<'any' | 'right' | 'wrong'>;
const action = fc.oneof(
  fc.record({ kind: fc.constant('create' as const), key, ttl }),
  fc.record({ kind: fc.constant('update' as const), key, ttl, revision, withData: fc.boolean() }),
  fc.record({ kind: fc.constant('put' as const), key, ttl, revision }),
  fc.record({ kind: fc.constant('remove' as const), key, revision }),
  fc.record({ kind: fc.constant('wait' as const), seconds: fc.constantFrom(1, 4, 55) }),
  fc.record({ kind: fc.constant('restore' as const) }),
);
type Action = typeof action extends fc.Arbitrary<infer A> ? A : never;

test('a map behaves like its model, whatever happens to it', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(action, { maxLength: 40 }), async (actions) => {
      const world = createWorld({ frozenAt });
      world.begin();
      const store = createStore(world);
      const { sid: serviceSid } = store.services.get('default');
      store.objects.create('map', serviceSid, { uniqueName: 'map', createdBy: 'system' });
      const events: SyncEvent[] = [];
      store.onEvent((event) => events.push(event));
      const map = () => store.objects.get('map', serviceSid, 'map');
      const model: Model = { items: new Map(), lastEventId: -1, nowMs: world.clock.now() };
      let n = 0;

      for (const one of actions) {
        n += 1;
        if (one.kind === 'wait') {
          model.nowMs += one.seconds * second;
          expireModel(model);
          await world.clock.moveTo(model.nowMs);
        } else if (one.kind === 'restore') {
          world.tables.restore(world.tables.snapshot());
        } else {
          const known = model.items.get(one.key);
          expect(attempt(() => act(store, map(), one, known, n))).toBe(applyTo(model, one, n));
        }
        checkAgainst(store, map(), model);
      }
      world.stop();
      const ids = [...new Set(events.map(({ id }) => id))];
      expect(ids).toEqual([...ids.keys()]);
    }),
    { numRuns: 150 },
  );
});

function ifMatchOf(kind: 'any' | 'right' | 'wrong', known: ModelItem | undefined, missing: string) {
  if (kind === 'any') return undefined;
  return kind === 'right' ? (known?.eventId.toString(16) ?? missing) : 'f00';
}

function act(
  store: ReturnType<typeof createStore>,
  map: Parameters<typeof store.items.create>[0] & { kind: 'map' },
  one: Exclude<Action, { kind: 'wait' | 'restore' }>,
  known: ModelItem | undefined,
  n: number,
) {
  const createdBy = 'system';
  switch (one.kind) {
    case 'create':
      return store.items.create(map, one.key, { data: { n }, ttl: one.ttl, createdBy });
    case 'update': {
      const data = one.withData ? { n } : undefined;
      const ifMatch = ifMatchOf(one.revision, known, '0');
      return store.items.update(map, one.key, { data, ttl: one.ttl, ifMatch, createdBy });
    }
    case 'put': {
      const ifMatch = ifMatchOf(one.revision, known, '-1');
      return store.items.put(map, one.key, { data: { n }, ttl: one.ttl, ifMatch, createdBy });
    }
    case 'remove':
      return store.items.remove(map, one.key, ifMatchOf(one.revision, known, '0'));
  }
}

/** @returns what the store should answer: 'done', or Twilio's error code */
function applyTo(model: Model, one: Exclude<Action, { kind: 'wait' | 'restore' }>, n: number): string {
  const known = model.items.get(one.key);
  if (one.kind === 'create' && known) return '54208';
  if (!known && (one.kind === 'update' || one.kind === 'remove')) return '54201';
  if (one.kind !== 'create' && one.revision === 'wrong') return '54205';
  if (one.kind === 'remove') {
    model.items.delete(one.key);
    model.lastEventId += 1;
    return 'done';
  }
  const expiresMs =
    one.ttl === undefined ? (known?.expiresMs ?? null) : one.ttl === 0 ? null : model.nowMs + one.ttl * second;
  if (known && one.kind === 'update' && !one.withData) {
    model.items.set(one.key, { ...known, expiresMs });
    return 'done';
  }
  model.lastEventId += 1;
  model.items.set(one.key, { data: { n }, eventId: model.lastEventId, expiresMs });
  return 'done';
}

function expireModel(model: Model) {
  for (const [name, item] of model.items) {
    if (item.expiresMs === null || item.expiresMs > model.nowMs) continue;
    model.items.delete(name);
    model.lastEventId += 1;
  }
}

function checkAgainst(
  store: ReturnType<typeof createStore>,
  map: ReturnType<typeof store.objects.get<'map'>>,
  model: Model,
) {
  const names = [...model.items.keys()].sort((a, b) => (a < b ? -1 : 1));
  const keys = store.items.keys(map);
  expect(map.lastEventId).toBe(model.lastEventId);
  expect(revisionOf(map)).toBe((model.lastEventId + 1).toString(16));
  expect(readPage(keys, { order: 'asc', size: 100 })).toEqual({ keys: names, hasBefore: false, hasAfter: false });
  for (const name of names) {
    const item = store.items.get(map, name);
    const { data, eventId, expiresMs } = model.items.get(name) as ModelItem;
    expect([item.data, revisionOf(item), item.dateExpires]).toEqual([data, eventId.toString(16), expiresMs]);
  }
}

function attempt(work: () => unknown): string {
  try {
    work();
    return 'done';
  } catch (error) {
    return String((error as { code?: number }).code ?? error);
  }
}

test('pages put together are the whole, in either order and of any size', () => {
  const world = createWorld({ frozenAt });
  const store = createStore(world);
  const service = store.services.get('default').sid;
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.string({ minLength: 1, maxLength: 3 }), { maxLength: 30 }),
      fc.integer({ min: 1, max: 7 }),
      fc.constantFrom('asc' as const, 'desc' as const),
      fc.option(fc.string({ minLength: 1, maxLength: 2 }), { nil: undefined }),
      fc.constantFrom('inclusive' as const, 'exclusive' as const),
      (names, size, order, from, bounds) => {
        const map = store.objects.create('map', service, { createdBy: 'system' });
        for (const name of names) {
          store.items.create(store.objects.get('map', service, map.sid), name, { data: {}, createdBy: 'system' });
        }
        const sorted = names.toSorted((a, b) => (a < b ? -1 : 1));
        const inOrder = order === 'asc' ? sorted : sorted.toReversed();
        const isPast = (name: string) => from === undefined || (order === 'asc' ? name > from : name < from);
        const wanted = inOrder.filter((name) => isPast(name) || (bounds === 'inclusive' && name === from));

        const keys = store.items.keys(map);
        const forwards: unknown[] = [];
        let page = readPage(keys, { order, size, from, bounds });
        expect(page.hasBefore).toBe(wanted.length < inOrder.length && page.keys[0] !== inOrder[0]);
        forwards.push(...page.keys);
        while (page.hasAfter) {
          const last = page.keys.at(-1);
          if (last === undefined) throw new Error('An empty page says that there are more');
          page = readPage(keys, { order, size, side: 'after', key: last });
          forwards.push(...page.keys);
        }
        expect(forwards).toEqual(wanted);

        const lastName = inOrder.at(-1);
        if (lastName === undefined) return;
        const before = readPage(keys, { order, size, side: 'before', key: lastName });
        expect(before.keys).toEqual(inOrder.slice(0, -1).slice(-size));
      },
    ),
    { numRuns: 300 },
  );
});

test('a large map answers a page from anywhere, and the write of an item in it', () => {
  const world = createWorld({ frozenAt });
  const store = createStore(world);
  const service = store.services.get('default').sid;
  const { sid } = store.objects.create('map', service, { createdBy: 'system' });
  const map = () => store.objects.get('map', service, sid);
  const size = 20_000;
  const keyOf = (n: number) => `k${String(n).padStart(6, '0')}`;
  for (let n = 0; n < size; n += 1)
    store.items.create(map(), keyOf((n * 7919) % size), { data: { n }, ttl: 3600, createdBy: 'system' });

  const page = readPage(store.items.keys(map()), { order: 'desc', size: 100, from: keyOf(12_345) });
  expect(page.keys).toEqual(Array.from({ length: 100 }, (_, n) => keyOf(12_345 - n)));
  store.items.update(map(), keyOf(12_345), { data: { n: -1 }, ttl: 3600, createdBy: 'system' });
  expect(store.items.get(map(), keyOf(12_345)).data).toEqual({ n: -1 });
});
