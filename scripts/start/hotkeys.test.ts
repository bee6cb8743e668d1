import { EventEmitter } from 'node:events';
import { type Hotkey, hotkeyLine, type Keyboard, listenForKeys } from './hotkeys';

class FakeTerminal extends EventEmitter {
  raw = false;
  isTTY = true;
  setRawMode = (raw: boolean) => {
    this.raw = raw;
  };
  setEncoding = () => undefined;
  resume = () => undefined;
  pause = () => undefined;
}

const settle = () => new Promise((resolve) => setImmediate(resolve));
let pressed: string[];
let terminal: FakeTerminal;
const keys: readonly Hotkey[] = [
  { key: 'o', does: 'open the page', run: () => pressed.push('open') },
  { key: 'r', does: 'reset', run: () => Promise.reject(new Error('no reset')) },
];
const listen = () =>
  listenForKeys(terminal as unknown as Keyboard, keys, {
    quit: () => pressed.push('quit'),
    failed: (error) => pressed.push(String(error)),
  });

beforeEach(() => {
  pressed = [];
  terminal = new FakeTerminal();
});

test('a key does what the line says, in either case; others do nothing', async () => {
  expect(hotkeyLine(keys)).toBe('Keys: o open the page, r reset');
  listen();
  for (const key of ['o', 'x', 'O']) terminal.emit('data', key);
  await settle();
  expect(pressed).toEqual(['open', 'open']);
});

test('Ctrl-C quits although the terminal does not turn it into a signal', () => {
  listen();
  terminal.emit('data', '\u0003');
  expect(pressed).toEqual(['quit']);
});

test('a key that fails is told and the next one works', async () => {
  listen();
  terminal.emit('data', 'ro');
  await settle();
  expect(pressed.sort()).toEqual(['Error: no reset', 'open']);
});

test('the terminal is given back as it was', () => {
  const stop = listen();
  expect(terminal.raw).toBe(true);
  stop();
  terminal.emit('data', 'o');
  expect([terminal.raw, terminal.listenerCount('data'), pressed]).toEqual([false, 0, []]);
});

test('without a terminal nothing is listened to', () => {
  terminal.isTTY = false;
  listen();
  expect(terminal.listenerCount('data')).toBe(0);
});
