import { batch, signal } from '@preact/signals';
import type { LoggedEvent, LogReset } from '../../../core/world';
import { control } from '../control';
import { openFeed } from '../feed';
import { startTicking } from './clock';
import { addToLog, awaitLogAnew, forgetLog, showLogWhole } from './log';
import { attempt, reasonOf, tell } from './notices';
import { refresh, refreshSmall, refreshSoon } from './refresh';
import { forgetThreads, noteText } from './threads';

// What is shown, kept true.

const flushAfterMs = 30;
const clockCheckEveryMs = 30_000;

export type Loading = { kind: 'loading' } | { kind: 'ready' } | { kind: 'failed'; why: string };
export const loading = signal<Loading>({ kind: 'loading' });
/** When the live line was lost, by the machine's clock; undefined while it stands. */
export const lostAtMs = signal<number | undefined>(undefined);

let feed: ReturnType<typeof openFeed> | undefined;
let lastN = 0;
let arrived: LoggedEvent[] = [];
let isFlushDue = false;

export async function load(): Promise<void> {
  loading.value = { kind: 'loading' };
  try {
    await refresh(true);
    loading.value = { kind: 'ready' };
    feed ??= openFeed({ onOpen, onEvent, onLost });
  } catch (error) {
    loading.value = { kind: 'failed', why: reasonOf(error) };
  }
}

export const retryNow = (): void => feed?.retry();

function onOpen(): void {
  const wasLost = lostAtMs.peek() !== undefined;
  lastN = 0;
  arrived = [];
  awaitLogAnew();
  flushSoon();
  lostAtMs.value = undefined;
  if (!wasLost) return;
  showLogWhole();
  void attempt('Not all could be read again', () => refresh(false));
}

function onLost(): void {
  lostAtMs.value ??= Date.now();
}

function onEvent(event: LoggedEvent | LogReset): void {
  // A reset, here or elsewhere; or the log begins anew, since the emulator did.
  if (event.kind === 'reset' || event.n <= lastN) {
    forgetLog();
    forgetThreads();
    arrived = [];
    void attempt('Not all could be read again', () => refresh(true));
  }
  lastN = event.n;
  if (event.kind === 'reset') return;
  arrived.push(event);
  flushSoon();
}

function flushSoon(): void {
  if (isFlushDue) return;
  isFlushDue = true;
  setTimeout(flush, flushAfterMs);
}

function flush(): void {
  isFlushDue = false;
  const fresh = arrived;
  arrived = [];
  batch(() => {
    addToLog(fresh);
    for (const event of fresh) {
      if (event.kind === 'message') noteText(event);
    }
  });
  if (fresh.length > 0) refreshSoon();
}

export const resetAll = (): Promise<void> =>
  attempt('Nothing was reset', async () => {
    await control.reset(); // the live line tells every open page
    tell('Everything is as it was right after the deploy.', 'done');
  });

export function startTimers(): void {
  startTicking();
  setInterval(() => {
    if (lostAtMs.peek() === undefined) refreshSmall().catch(() => undefined);
  }, clockCheckEveryMs);
}
