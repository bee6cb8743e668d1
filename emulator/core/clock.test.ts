import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import { createCauses } from './causes';
import { createClock, type OwnedClock } from './clock';

const noon = Date.parse('2026-03-12T12:00:00Z');
const minuteMs = 60_000;

let clock: OwnedClock;
let heard: string[];
const say = (text: string) => () => void heard.push(`${text} ${(clock.now() - noon) / minuteMs}`);

beforeEach(() => {
  heard = [];
  clock = createClock(undefined, { startMs: noon, onError: (error, alarm) => heard.push(`${alarm}: ${error}`) });
  clock.freeze();
});
afterEach(() => clock.stop());

test('a frozen clock stands still, and moving it is exact', async () => {
  const began = clock.now();
  await wait(5);
  expect(clock.now()).toBe(began);
  expect(clock.offset()).toBeUndefined();
  await clock.moveTo(noon + minuteMs);
  expect(clock.now()).toBe(noon + minuteMs);
});

test('a move fires what falls due in order, each at its own time; the same instant in order of asking', async () => {
  clock.at(noon + 3 * minuteMs, 'c', say('c'));
  clock.at(noon + 1 * minuteMs, 'a', say('a'));
  clock.at(noon + 3 * minuteMs, 'd', say('d'));
  clock.at(noon + 2 * minuteMs, 'b', say('b'));
  clock.at(noon + 4 * minuteMs, 'e', say('e'));
  expect(clock.due().map(({ name }) => name)).toEqual(['a', 'b', 'c', 'd', 'e']);
  await clock.moveTo(noon + 4 * minuteMs - 1);
  expect(heard).toEqual(['a 1', 'b 2', 'c 3', 'd 3']);
});

test('an alarm that sets another alarm on the way has it fire on the same move', async () => {
  clock.at(noon + minuteMs, 'first', () => void clock.at(noon + 2 * minuteMs, 'second', say('second')));
  await clock.moveTo(noon + 3 * minuteMs);
  expect(heard).toEqual(['second 2']);
});

test('what an alarm sets off settles before the next one rings, at the time of the first', async () => {
  const causes = createCauses();
  clock = createClock(() => causes.settled(), { startMs: noon });
  clock.at(noon + minuteMs, 'slow', () => {
    void causes.start('work', async () => {
      await wait(20);
      say('slow')();
    });
  });
  clock.at(noon + 2 * minuteMs, 'next', say('next'));
  await clock.moveTo(noon + 3 * minuteMs);
  expect(heard).toEqual(['slow 1', 'next 2']);
});

test('going back fires nothing, and nothing twice when time comes by again', async () => {
  clock.at(noon + minuteMs, 'once', say('once'));
  clock.at(noon + 3 * minuteMs, 'later', say('later'));
  await clock.moveTo(noon + 2 * minuteMs);
  await clock.moveTo(noon);
  expect(clock.now()).toBe(noon);
  await clock.moveTo(noon + 4 * minuteMs);
  expect(heard).toEqual(['once 1', 'later 3']);
});

test('an alarm that fails is reported and stops neither the move nor the next', async () => {
  clock.at(noon + minuteMs, 'broken', () => {
    throw new Error('no');
  });
  clock.at(noon + minuteMs, 'rejected', async () => {
    throw new Error('not either');
  });
  clock.at(noon + 2 * minuteMs, 'fine', say('fine'));
  await clock.moveTo(noon + 2 * minuteMs);
  await clock.moveTo(noon + 3 * minuteMs);
  expect(heard).toEqual(['broken: Error: no', 'rejected: Error: not either', 'fine 2']);
});

test('a cancelled alarm does not ring, whatever rings at its instant', async () => {
  clock.at(noon + minuteMs, 'a', say('a'));
  const b = clock.at(noon + minuteMs, 'b', say('b'));
  clock.at(noon + minuteMs, 'c', say('c'));
  b.cancel();
  b.cancel();
  await clock.moveTo(noon + minuteMs);
  expect(heard).toEqual(['a 1', 'c 1']);
});

test('moves that are asked for together are made one after the other', async () => {
  clock.at(noon + minuteMs, 'a', say('a'));
  await Promise.all([clock.moveTo(noon + 2 * minuteMs), clock.moveTo(noon + 5 * minuteMs)]);
  expect(clock.now()).toBe(noon + 5 * minuteMs);
  expect(heard).toEqual(['a 1']);
});

test('a running clock fires by itself, and goes on from where it was moved to', async () => {
  clock.run();
  const rang = new Promise<void>((resolve) => void clock.at(clock.now() + 20, 'soon', resolve));
  await rang;
  await clock.moveTo(noon + 60 * minuteMs);
  expect(clock.now() - (noon + 60 * minuteMs)).toBeLessThan(minuteMs);
  expect(clock.offset()).toBeDefined();
  const before = clock.now();
  await wait(15);
  expect(clock.now()).toBeGreaterThan(before);
});

test('in real time a slow alarm holds up nobody', async () => {
  clock.run();
  clock.at(clock.now(), 'stuck', () => new Promise<void>(() => undefined));
  await new Promise<void>((resolve) => void clock.at(clock.now() + 5, 'next', resolve));
});

test('what is due at once fires in a later turn, also on a frozen clock', async () => {
  clock.at(noon - minuteMs, 'overdue', say('overdue'));
  expect(heard).toEqual([]);
  await wait(10);
  expect(heard).toHaveLength(1);
});

test('a held clock fires nothing before it is released', async () => {
  clock = createClock(undefined, { startMs: noon, held: true });
  clock.at(noon - minuteMs, 'overdue', () => void heard.push('overdue'));
  await wait(10);
  expect(heard).toEqual([]);
  clock.release();
  await wait(10);
  expect(heard).toEqual(['overdue']);
});

test('an alarm runs outside of the context it was asked for in', async () => {
  const storage = new AsyncLocalStorage<string>();
  let seen: string | undefined = 'nothing';
  storage.run('asking', () => {
    clock.at(noon + minuteMs, 'look', () => {
      seen = storage.getStore();
    });
  });
  await storage.run('moving', () => clock.moveTo(noon + minuteMs));
  expect(seen).toBeUndefined();
});
