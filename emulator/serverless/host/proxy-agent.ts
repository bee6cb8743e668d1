import http from 'node:http';
import https from 'node:https';
import type { Duplex } from 'node:stream';
import tls from 'node:tls';

interface Target {
  readonly host?: string | null;
  readonly port?: number | string | null;
  readonly servername?: string;
}

/**
 * Keeps connections through the proxy. Without a proxy, as on the platform, Twilio's client keeps its connections; with one it makes an agent
 * that opens a tunnel for each request, and a Function would wait for a TLS handshake at each of its calls.
 */
export class KeepAliveProxyAgent extends https.Agent {
  readonly #proxy: URL;

  constructor(proxy: string) {
    super({ keepAlive: true, maxSockets: 100 });
    this.#proxy = new URL(proxy);
  }

  override createConnection(target: Target, callback?: (error: Error | null, socket: Duplex) => void): undefined {
    const { host, port } = target;
    const connect = http.request({
      host: this.#proxy.hostname,
      port: this.#proxy.port,
      method: 'CONNECT',
      path: `${host}:${port}`,
      headers: { host: `${host}:${port}` },
      agent: false,
    });
    const fail = (error: Error) => callback?.(error, undefined as unknown as Duplex);
    connect.on('error', fail);
    connect.on('connect', (response, socket) => {
      if (response.statusCode !== 200) {
        socket.destroy();
        fail(new Error(`The proxy refused a tunnel to ${host}: ${response.statusCode}`));
        return;
      }
      const secure = tls.connect({ socket, servername: target.servername ?? host ?? '', ALPNProtocols: ['http/1.1'] });
      secure.on('error', () => undefined); // told by the request that waits for it
      callback?.(null, secure);
    });
    connect.end();
    return undefined;
  }
}

/** Whether a request's agent is one that opens a tunnel per request (`https-proxy-agent`). */
export const isTunnelling = (agent: unknown): boolean =>
  typeof agent === 'object' && agent !== null && 'proxy' in agent && !(agent instanceof KeepAliveProxyAgent);
