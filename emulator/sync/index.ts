import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Part, World } from '../core/world';
import { createRateLimiter, noRateLimits } from './rate-limit';
import { syncOperations } from './rest/operations';
import { createStore } from './store/store';

/** Twilio Sync: the REST API of sync.twilio.com, and the socket of `twilio-sync`. */
export interface Sync extends Part {
  /** Takes over an HTTP connection that asks to become a twilsock WebSocket (path /v3/wsconnect). */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
}
export interface SyncOptions {
  readonly rateLimits?: boolean; // default: on
}

export function createSync(world: World, { rateLimits = true }: SyncOptions = {}): Sync {
  const store = createStore(world);
  const limit = rateLimits ? createRateLimiter() : noRateLimits;
  const operations = syncOperations({ store, limit, accountSid: world.account.accountSid });

  return {
    operations: { 'sync.twilio.com': operations },
    ownChecks: Object.keys(operations),
    upgrade(_request, socket) {
      socket.end('HTTP/1.1 501 Not Implemented\r\n\r\n');
    },
  };
}
