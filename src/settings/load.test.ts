import { memoryStore } from '../../test/memory-store';
import { TwilioCallError } from '../twilio/call-error';
import { forgetSettings, keptForMs, withSettings } from './load';
import { settingsMap } from './map';

const world = (service = `IS${Math.random()}`) => {
  let nowMs = 1_800_000_000_000;
  const log = jest.fn();
  const clock = { nowMs: () => nowMs };
  const store = memoryStore(clock.nowMs);
  return {
    store,
    log,
    call: () => withSettings(store, { service, clock, log }),
    pass: (ms: number) => {
      nowMs += ms;
    },
    write: (text: string) =>
      store.putItem(settingsMap, 'texts.es', { texts: { menu: { text, by: '…0100', atMs: nowMs } } }),
    reads: () => store.calls.filter((call) => call === `list ${settingsMap}`).length,
  };
};

test('they are read beside the first question, and no answer comes before them', async () => {
  const { store, call, write } = world();
  await write('Hola');
  store.calls.length = 0;
  let letThrough: () => void = () => undefined;
  store.before = (what) =>
    what.startsWith('list settings') ? new Promise((resolve) => (letThrough = () => resolve())) : undefined;
  const { store: asked, settings } = call();
  const answers: string[] = [];
  const first = asked.readDocument('person.1').then(() => answers.push('read'));
  const second = asked.createItem('waiting', 'k', {}).then(() => answers.push('written'));
  await new Promise((resolve) => setImmediate(resolve));
  expect(store.calls).toEqual(expect.arrayContaining(['read person.1', 'create waiting/k', 'list settings']));
  expect(answers).toEqual([]);
  letThrough();
  await Promise.all([first, second]);
  expect(settings.texts.es).toEqual({ menu: 'Hola' });
  expect(store.calls.filter((what) => what === 'list settings')).toHaveLength(1);
});

test('whoever asks the store nothing reads no settings', () => {
  const { call, reads } = world();
  call();
  expect(reads()).toBe(0);
});

test('an instance keeps them for five seconds, not for longer, and not for a clock that was set back', async () => {
  const { call, pass, write, reads } = world();
  await write('uno');
  await call().store.readDocument('x');
  await write('dos');
  pass(keptForMs - 1);
  const kept = call();
  expect(kept.settings.texts.es).toEqual({ menu: 'uno' });
  await kept.store.readDocument('x');
  expect(reads()).toBe(1);
  pass(1);
  const anew = call();
  await anew.store.readDocument('x');
  expect(anew.settings.texts.es).toEqual({ menu: 'dos' });
  pass(-3_600_000);
  await call().store.readDocument('x');
  expect(reads()).toBe(3);
});

test('whoever wrote them reads them anew', async () => {
  const { call, write, reads } = world();
  await call().store.readDocument('x');
  await write('uno');
  forgetSettings();
  const { store, settings } = call();
  await store.readDocument('x');
  expect(settings.texts.es).toEqual({ menu: 'uno' });
  expect(reads()).toBe(2);
});

test('when they cannot be read, those known last hold; a text is never lost over it', async () => {
  const { store, call, pass, write, log } = world();
  await write('uno');
  await call().store.readDocument('x');
  await write('dos');
  pass(keptForMs);
  store.before = (what) => {
    if (what === 'list settings') throw new TwilioCallError('SyncMapItems.list', {}, new Error('no answer'));
  };
  const failing = call();
  await expect(failing.store.readDocument('x')).resolves.toBeUndefined();
  expect(failing.settings.texts.es).toEqual({ menu: 'uno' });
  expect(log).toHaveBeenCalledWith('settings-not-read', expect.anything());
  store.before = undefined;
  const well = call();
  await well.store.readDocument('x');
  expect(well.settings.texts.es).toEqual({ menu: 'dos' });
});

test('without any the defaults hold, and so they do for items that nobody of us wrote', async () => {
  const { store, call } = world();
  for (const [key, data] of Object.entries({ 'texts.en': { texts: { menu: 7 } }, hours: 'always', pause: null })) {
    await store.putItem(settingsMap, key, data);
  }
  const { store: asked, settings } = call();
  await asked.readDocument('x');
  expect(settings).toEqual({ texts: { en: {}, es: {} }, hours: undefined, pause: undefined });
});

test('a question that fails fails, settings or not', async () => {
  const { store, call } = world();
  store.before = (what) => {
    if (what === 'read person.1') throw new Error('no answer');
  };
  await expect(call().store.readDocument('person.1')).rejects.toThrow('no answer');
});

test('of two services in one instance each has its own', async () => {
  const one = world();
  const other = world();
  await one.write('uno');
  await one.call().store.readDocument('x');
  expect(other.call().settings.texts.es).toEqual({});
});
