/** What one key does while `npm start` runs. */
export interface Hotkey {
  readonly key: string;
  readonly does: string;
  run(): Promise<unknown> | unknown;
}

/** The part of process.stdin that keys come from. */
export interface Keyboard {
  readonly isTTY?: boolean;
  setRawMode(raw: boolean): unknown;
  setEncoding(encoding: 'utf8'): unknown;
  on(event: 'data', listener: (keys: string) => void): unknown;
  off(event: 'data', listener: (keys: string) => void): unknown;
  resume(): unknown;
  pause(): unknown;
}

export const hotkeyLine = (hotkeys: readonly Hotkey[]): string =>
  `Keys: ${hotkeys.map(({ key, does }) => `${key} ${does}`).join(', ')}`;

const ctrlC = '\u0003';
const ctrlD = '\u0004';

/**
 * Listens, on a terminal; answers how to stop. A terminal that gives single keys gives Ctrl-C as one too, so that is ours to obey.
 */
export function listenForKeys(
  keyboard: Keyboard,
  hotkeys: readonly Hotkey[],
  { quit, failed }: { quit(): void; failed(error: unknown): void },
): () => void {
  if (!keyboard.isTTY) return () => undefined;
  const onKeys = (keys: string) => {
    for (const key of keys) {
      if (key === ctrlC || key === ctrlD) quit();
      const hotkey = hotkeys.find((each) => each.key === key.toLowerCase());
      if (hotkey)
        void Promise.resolve()
          .then(() => hotkey.run())
          .catch(failed);
    }
  };
  keyboard.setRawMode(true);
  keyboard.setEncoding('utf8');
  keyboard.on('data', onKeys);
  keyboard.resume();
  return () => {
    keyboard.off('data', onKeys);
    keyboard.setRawMode(false);
    keyboard.pause();
  };
}
