import { signal } from '@preact/signals';

// The tablet's clock may be wrong: what is shown as waited is counted by the server's.

let offsetMs = 0;

export const nowMs = (): number => Date.now() + offsetMs;

const tickMs = 1000;

/** Now, for what is on the screen. */
export const now = signal(nowMs());

/** The server's time when it answered, between asking and hearing. */
export function setServerTime(serverMs: number, askedMs: number, heardMs: number): void {
  if (Number.isNaN(serverMs)) return;
  offsetMs = serverMs - (askedMs + heardMs) / 2;
  now.value = nowMs();
}

export const startClock = (): void => {
  setInterval(() => {
    now.value = nowMs();
  }, tickMs);
};
