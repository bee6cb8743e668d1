import { batch, signal } from '@preact/signals';
import type { SyncClient, SyncMap } from 'twilio-sync';
import type { Session, SyncToken } from '../../../src/desk/contract';
import type { ServiceName } from '../../../src/services';
import { post } from './api';
import { watchReminders } from './reminders';
import { onSignOut, signedOut } from './session';
import type { Table } from './table';
import { activity, orders, pool, roster, sessions, settings, texts, waiting } from './tables';
import { readRange, type WatchOptions, watchMaps } from './watch';

declare global {
  interface Window {
    Twilio?: { Sync: { Client: new (token: string, options?: object) => SyncClient } };
  }
}

/** How true what is on the screen is. `sinceMs` is of this machine's clock. */
export type Line = { kind: 'connecting' } | { kind: 'live' } | { kind: 'lost'; sinceMs: number };
export const line = signal<Line>({ kind: 'connecting' });
/** How often everything was read anew: what is read besides must be so, too. */
export const connections = signal(0);

const openAgainMs = 4000;
/** A machine that slept so long may hold a connection that is dead without knowing it. */
const sleptMs = 30_000;
const retryPolicy = { min: 500, max: 5000, randomness: 0.2 };

/** Loopback alone: a page must not be sent elsewhere by an answer. */
export function loopbackOptions(uri: string | undefined): object {
  if (uri === undefined) return {};
  const { protocol, hostname } = new URL(uri);
  return protocol === 'ws:' && hostname === '127.0.0.1' ? { twilsock: { uri } } : {};
}

let session: Session | undefined;
let client: SyncClient | undefined;
let textsMap: Promise<SyncMap> | undefined;
let generation = 0;
let again: ReturnType<typeof setTimeout> | undefined;

export function goLive(of: Session): void {
  session = of;
  void open();
}

onSignOut(() => {
  generation += 1;
  clearTimeout(again);
  void client?.shutdown().catch(() => {});
  client = undefined;
  textsMap = undefined;
  session = undefined;
});

const lose = () => {
  if (line.value.kind !== 'lost') line.value = { kind: 'lost', sinceMs: Date.now() };
};

function openSoon(): void {
  clearTimeout(again);
  again = setTimeout(() => void open(), openAgainMs);
}

async function fetchToken(): Promise<SyncToken | undefined> {
  const answer = await post<SyncToken>('token', {});
  if (answer.ok) return answer.body;
  if (answer.status === 401) signedOut(answer.failure.message);
  return undefined;
}

const shardsOf = (name: string, shards: number): string[] =>
  shards === 1 ? [name] : Array.from({ length: shards }, (_, shard) => `${name}-${shard}`);

/** A new connection, and everything read anew; what was there stays on the screen until then. */
export async function open(): Promise<void> {
  if (session === undefined) return;
  generation += 1;
  const mine = generation;
  const isCurrent = () => mine === generation;
  clearTimeout(again);
  const given = await fetchToken();
  if (!isCurrent()) return;
  const Client = window.Twilio?.Sync.Client;
  if (given === undefined || Client === undefined) {
    lose();
    openSoon();
    return;
  }
  void client?.shutdown().catch(() => {});
  const made = new Client(given.token, {
    ...loopbackOptions(given.twilsockUri),
    retryPolicy,
    Sync: { enableSessionStorage: false },
  });
  client = made;
  let wasConnected = false;
  let wasLost = false;
  made.on('connectionStateChanged', (state: string) => {
    if (!isCurrent()) return;
    if (state === 'connected') {
      // What was missed meanwhile is not trusted to come by itself
      if (wasLost) void open();
      wasConnected = true;
      return;
    }
    if (state === 'connecting' && !wasConnected) return;
    wasLost = true;
    lose();
    // The SDK comes back by itself from some of these, and not with a token that has run out
    openSoon();
  });
  const refresh = () => void refreshToken(made, isCurrent);
  made.on('tokenAboutToExpire', refresh);
  made.on('tokenExpired', refresh);

  const { dispatchShards } = session.settings;
  const watch = <T>(name: string, table: Table<T>, options?: WatchOptions) =>
    watchAll(made, [name], table, isCurrent, options);
  const watchShards = <T>(name: string, table: Table<T>) =>
    watchAll(made, shardsOf(name, dispatchShards), table, isCurrent);
  const maps: Readonly<Record<ServiceName, () => readonly Promise<void>[]>> = {
    pickup() {
      textsMap = made.map({ id: 'texts', mode: 'open_existing' });
      textsMap.catch(() => {});
      return [watch('orders', orders), watch('texts', texts, { onlyNews: true })];
    },
    dispatch: () => [
      watch('roster', roster),
      watch('sessions', sessions),
      watchShards('pool', pool),
      watchShards('waiting', waiting),
    ],
    reminders: () => [watchReminders(made, isCurrent)],
  };
  const watched = await Promise.allSettled([
    ...session.services.flatMap((service) => maps[service]()),
    watch('activity', activity, { newest: 200 }),
    watch('settings', settings),
  ]);
  if (!isCurrent()) return;
  // One that is not heard of would stand still, and look live
  if (wasLost || watched.some(({ status }) => status === 'rejected')) {
    lose();
    openSoon();
    return;
  }
  batch(() => {
    line.value = { kind: 'live' };
    connections.value += 1;
  });
}

async function watchAll<T>(
  from: SyncClient,
  names: readonly string[],
  table: Table<T>,
  isCurrent: () => boolean,
  options?: WatchOptions,
): Promise<void> {
  try {
    const maps = await Promise.all(names.map((id) => from.map({ id, mode: 'open_existing' })));
    await watchMaps(maps, table, isCurrent, options);
  } catch (error) {
    if (isCurrent() && table.loading.value.kind === 'loading') {
      table.loading.value = { kind: 'failed', why: error instanceof Error ? error.message : String(error) };
    }
    throw error;
  }
}

async function refreshToken(of: SyncClient, isCurrent: () => boolean): Promise<void> {
  const given = await fetchToken();
  if (!isCurrent()) return;
  if (given === undefined) {
    openSoon();
    return;
  }
  await of.updateToken(given.token).catch(() => openSoon());
}

/** The texts of one phone, into the table; what comes later comes by itself. */
export async function readTexts(digits: string): Promise<void> {
  const map = await textsMap;
  if (map === undefined) throw new Error('There is no connection.');
  for (const item of await readRange<never>(map, `${digits}-`)) texts.put(item);
}

/** Notices that the machine slept or came back to a network. */
export function startWatchdog(): void {
  const everyMs = 5000;
  let lastMs = Date.now();
  setInterval(() => {
    const slept = Date.now() - lastMs > sleptMs;
    lastMs = Date.now();
    if (slept) void open();
  }, everyMs);
  window.addEventListener('online', () => void open());
  window.addEventListener('offline', lose);
}
