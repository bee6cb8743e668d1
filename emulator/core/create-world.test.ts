import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { createWorld } from './create-world';

let stateFolder: string;
beforeEach(() => {
  stateFolder = mkdtempSync(join(tmpdir(), 'world-'));
});
afterEach(() => rmSync(stateFolder, { recursive: true, force: true }));

const noon = Date.parse('2026-03-12T12:00:00Z');
const hourMs = 60 * 60 * 1000;

test('the account is made once and kept', () => {
  const first = createWorld({ stateFolder });
  first.stop();
  expect(first.account.accountSid).toMatch(/^AC[0-9a-f]{32}$/);
  expect(first.account.authToken).toMatch(/^[0-9a-f]{32}$/);
  const second = createWorld({ stateFolder });
  second.stop();
  expect(second.account).toEqual(first.account);
});

test('a frozen clock stands where it was after a restart; a running one is as far ahead as it was', async () => {
  const frozen = createWorld({ stateFolder, frozenAt: '2026-03-12T12:00:00Z' });
  await frozen.clock.moveTo(noon + hourMs);
  frozen.stop();
  const again = createWorld({ stateFolder });
  expect(again.clock.now()).toBe(noon + hourMs);
  again.clock.run();
  await again.clock.moveTo(Date.now() + 5 * hourMs);
  again.stop();
  const running = createWorld({ stateFolder });
  expect(Math.abs(running.clock.now() - Date.now() - 5 * hourMs)).toBeLessThan(5_000);
  running.stop();
});

test('what falls due before the world begins rings only then', async () => {
  const world = createWorld();
  let rang = false;
  world.clock.at(0, 'overdue', () => {
    rang = true;
  });
  await wait(10);
  expect(rang).toBe(false);
  world.begin();
  await wait(10);
  expect(rang).toBe(true);
  world.stop();
});

test('a move of the clock is in the log', async () => {
  const world = createWorld({ frozenAt: noon });
  await world.clock.moveTo(noon + hourMs);
  expect(world.log.list()).toMatchObject([
    { kind: 'clock', from: '2026-03-12T12:00:00.000Z', to: '2026-03-12T13:00:00.000Z' },
  ]);
  world.stop();
});

test('a reset goes back to the marked state and its clock, without its later alarms, also after a restart', async () => {
  const world = createWorld({ stateFolder, frozenAt: noon });
  const texts = world.tables.open<string>('texts');
  const rang: string[] = [];
  const rebuild = () => {
    for (const text of texts.values()) world.clock.at(noon + hourMs, text, () => void rang.push(text));
  };
  world.tables.onRestore(rebuild);
  texts.set('a', 'deployed');
  world.clock.freeze();
  world.markDeployed();
  texts.set('b', 'later');
  rebuild();
  await world.clock.moveTo(noon + hourMs / 2);
  await world.reset();
  expect([...texts.values()]).toEqual(['deployed']);
  expect(world.clock.now()).toBe(noon);
  expect(world.log.list()).toEqual([]);
  await world.clock.moveTo(noon + hourMs);
  expect(rang).toEqual(['deployed']);
  texts.set('c', 'after');
  world.stop();

  const restarted = createWorld({ stateFolder });
  expect([...restarted.tables.open('texts').values()]).toEqual(['deployed', 'after']);
  await restarted.reset();
  expect([...restarted.tables.open('texts').values()]).toEqual(['deployed']);
  expect(restarted.clock.now()).toBe(noon);
  restarted.stop();
});

test('a reset without a marked state empties everything but the account', async () => {
  const world = createWorld();
  world.tables.open<string>('texts').set('a', 'b');
  await world.reset();
  expect(world.tables.open('texts').size).toBe(0);
  expect(world.tables.open('account').get('account')).toEqual(world.account);
  world.stop();
});

test('a reset waits for what runs', async () => {
  const world = createWorld();
  const texts = world.tables.open<string>('texts');
  void world.causes.start('slow', async () => {
    await wait(20);
    texts.set('a', 'b');
  });
  await world.reset();
  expect(texts.size).toBe(0);
  world.stop();
});
