import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Operation, Part, World } from '../core/world';
import { createLive } from './live/live';
import { createRateLimiter, type RateLimiter } from './rate-limit';
import { syncOperations } from './rest/operations';
import { createStore } from './store/store';
import { createSyncWebhooks } from './webhooks';

/** Twilio Sync: the REST API of sync.twilio.com, and the socket of `twilio-sync`. */
export interface Sync extends Part {
  /** Takes over an HTTP connection that asks to become a twilsock WebSocket (path /v3/wsconnect). */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Breaks all of its sockets, as a failing network does; clients come back by themselves. */
  dropConnections(): void;
}
export interface SyncOptions {
  readonly rateLimits?: boolean; // default: on
}

export function createSync(world: World, { rateLimits = true }: SyncOptions = {}): Sync {
  const store = createStore(world);
  let limiter = createRateLimiter();
  // Another state is another history: what was called before it counts no longer
  world.tables.onRestore(() => {
    limiter = createRateLimiter();
  });
  const limit: RateLimiter = rateLimits ? (...call) => limiter(...call) : () => undefined;
  const context = { store, limit, accountSid: world.account.accountSid };
  const webhooks = createSyncWebhooks(world, store);
  const operations = Object.fromEntries(
    Object.entries(syncOperations(context)).map(([id, run]): [string, Operation] => [
      id,
      (call) => webhooks.by(undefined, () => run(call)),
    ]),
  );
  const live = createLive(world, context, webhooks);

  return {
    operations: { 'sync.twilio.com': operations },
    ownChecks: Object.keys(operations),
    upgrade: live.upgrade,
    dropConnections: live.dropConnections,
    stop() {
      webhooks.stop();
      live.stop();
    },
  };
}
