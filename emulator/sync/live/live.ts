import { createHash, randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import type { World } from '../../core/world';
import type { Client } from '../access';
import { liveLimits } from '../limits';
import type { RestContext } from '../rest/context';
import type { SyncWebhooks } from '../webhooks';
import { type ConnectionContext, serveConnection } from './connection';
import { createSubscriptions } from './subscriptions';
import { createTokenCheck } from './tokens';
import { createTunnel } from './tunnel';

/** The realtime side of Sync: the socket that `twilio-sync` opens. */
export interface Live {
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Breaks all connections, as a failing network does; clients come back by themselves. */
  dropConnections(): void;
  stop(): void;
}

const path = '/v3/wsconnect';

export function createLive(world: World, context: RestContext, webhooks: SyncWebhooks): Live {
  const { tables, causes } = world;
  const { store } = context;
  const server = new WebSocketServer({ noServer: true, maxPayload: liveLimits.maxFrameBytes });

  // Persisted, so that it stands for the data: the same after a restart, another after a reset.
  const datasets = tables.open<{ id: string }>('sync.dataset');
  const dataset = () => {
    const known = datasets.get('id');
    if (known) return known.id;
    const made = { id: randomUUID() };
    datasets.set('id', made);
    return made.id;
  };

  const later = (work: () => void) => {
    void causes.busy(
      () =>
        new Promise<void>((resolve) => {
          setImmediate(() => {
            work();
            resolve();
          });
        }),
    );
  };
  const subscriptions = createSubscriptions(store, later);
  const tunnel = createTunnel(context);
  const connections: ConnectionContext = {
    world,
    checkToken: createTokenCheck(world, store),
    tunnel: (endpoint, request) => webhooks.by(endpoint, () => tunnel(endpoint.client, request)),
    subscribe: subscriptions.request,
    closed: subscriptions.forget,
    connected: webhooks.connected,
    disconnected: webhooks.disconnected,
    dataset,
    storageId: ({ identity, serviceSid }: Client) =>
      createHash('sha256').update(`${dataset()}/${serviceSid}/${identity}`).digest('hex').slice(0, 32),
  };

  const dropConnections = () => {
    for (const socket of server.clients) socket.terminate();
  };
  tables.onRestore(() => {
    datasets.set('id', { id: randomUUID() });
    dropConnections();
  });

  return {
    dropConnections,
    upgrade(request, socket, head) {
      const refusal = refusalOf(request);
      if (refusal !== undefined) {
        socket.end(`HTTP/1.1 ${refusal}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n`);
        return;
      }
      server.handleUpgrade(request, socket, head, (webSocket) => serveConnection(webSocket, connections));
    },
    stop() {
      dropConnections();
      server.close();
    },
  };
}

/** Any page in any browser can open a socket on loopback; only ours may. */
function refusalOf({ url = '', headers: { origin } }: IncomingMessage): string | undefined {
  if (url.split('?')[0] !== path) return '404 Not Found';
  if (origin === undefined) return undefined;
  return isLoopback(origin) ? undefined : '403 Forbidden';
}

function isLoopback(origin: string): boolean {
  try {
    return ['localhost', '127.0.0.1', '[::1]'].includes(new URL(origin).hostname);
  } catch {
    return false;
  }
}
