import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { Socket } from 'node:net';
import type { Certificates } from './certificates';
import type { Entrance } from './entrance';
import { sendText } from './http';

/**
 * Makes `server` the HTTPS proxy of Twilio's clients: a tunnel to a host that the local Twilio plays ends in a TLS server of ours,
 * and no tunnel leads anywhere else. Nothing leaves the machine.
 */
export function serveTunnels(
  server: Server,
  entrance: Entrance,
  certificates: Pick<Certificates, 'key' | 'cert'>,
  onUpgrade: (request: IncomingMessage, socket: Socket, head: Buffer) => void,
): { close(): void } {
  // Not listening anywhere: it is handed the tunnels' sockets.
  const tls = createTlsServer({ key: certificates.key, cert: certificates.cert }, (request, response) => {
    void answerFor(entrance, request, response, hostOf(request));
  });
  tls.on('upgrade', onUpgrade);
  tls.on('tlsClientError', () => undefined); // the client tells, better than we could
  tls.keepAliveTimeout = 60_000;

  server.on('connect', (request: IncomingMessage, socket: Socket, head: Buffer) => {
    socket.on('error', () => socket.destroy());
    const host = (request.url ?? '').replace(/:\d+$/, '').toLowerCase();
    if (!entrance.knows(host)) {
      const text = `${refusal(host)}\n`;
      const headers = `content-type: text/plain; charset=utf-8\r\ncontent-length: ${Buffer.byteLength(text)}\r\nconnection: close`;
      socket.end(`HTTP/1.1 403 Forbidden\r\n${headers}\r\n\r\n${text}`);
      return;
    }
    socket.setNoDelay(true);
    socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
    if (head.length > 0) socket.unshift(head);
    tls.emit('connection', socket);
  });

  return { close: () => void tls.close() };
}

/** Answers a request for `host`, if the local Twilio plays it. */
export async function answerFor(
  entrance: Entrance,
  request: IncomingMessage,
  response: ServerResponse,
  host: string,
): Promise<void> {
  if (!entrance.knows(host)) return sendText(response, 403, refusal(host));
  await entrance.answer(request, response, host);
}

/** The host that a request names: in its request line, as proxies are sent it, or in its Host header. */
export function hostOf(request: IncomingMessage): string {
  const absolute = /^https?:\/\/([^/]+)/i.exec(request.url ?? '')?.[1];
  return (absolute ?? request.headers.host ?? '').replace(/:\d+$/, '').toLowerCase();
}

const refusal = (host: string) =>
  `The local Twilio does not play ${host}, and it lets nothing leave this machine. It plays Twilio's and Zoom's hosts.`;
