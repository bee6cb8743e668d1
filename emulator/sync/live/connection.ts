import type { RawData, WebSocket } from 'ws';
import type { Alarm } from '../../core/clock';
import { newSid } from '../../core/ids';
import type { World } from '../../core/world';
import type { Client } from '../access';
import { liveLimits } from '../limits';
import type { Endpoint } from '../webhooks';
import { decodeFrame, encodeFrame, type Frame } from './frames';
import type { TokenCheck } from './tokens';
import type { TunnelAnswer, TunnelRequest } from './tunnel';
import { answerOf, requestIn } from './tunnelled';

/** One twilsock connection. */
export interface Connection {
  /** Who it is; undefined before its first token was accepted. */
  readonly client: Client | undefined;
  /** Whether what it remembers of an object is of the present data: not after a reset, until it has read it again. */
  isCurrent(sid: string): boolean;
  notify(messageType: string, payload: unknown): void;
}

export interface ConnectionContext {
  readonly world: World;
  readonly checkToken: (token: string) => TokenCheck;
  readonly tunnel: (endpoint: Endpoint, request: TunnelRequest) => TunnelAnswer;
  readonly subscribe: (
    connection: Connection,
    body: Readonly<Record<string, unknown>>,
  ) => { answer: TunnelAnswer; send: () => void };
  readonly closed: (connection: Connection) => void;
  readonly connected: (endpoint: Endpoint) => void;
  readonly disconnected: (endpoint: Endpoint) => void;
  /** Names the data that clients may have cached; another one after a reset. */
  readonly dataset: () => string;
  readonly storageId: (client: Client) => string;
}

type Status = { code: number; status: string; description?: string; errorCode?: number };
const ok: Status = { code: 200, status: 'OK' };

/** Speaks twilsock V3 with one socket until it closes. */
export function serveConnection(socket: WebSocket, context: ConnectionContext): Connection {
  const { world, checkToken } = context;
  let client: Client | undefined;
  let endpoint: Endpoint | undefined;
  let isStale = false;
  const readAgain = new Set<string>(); // SIDs; kept while stale
  let alarms: Alarm[] = [];

  const send = (header: Readonly<Record<string, unknown>>, payload?: unknown) => {
    if (socket.readyState === socket.OPEN) socket.send(encodeFrame(header, payload));
  };
  const reply = (frame: Frame, status: Status, more: Readonly<Record<string, unknown>> = {}, payload?: unknown) =>
    send({ method: 'reply', id: frame.header.id, status, ...more }, payload);
  const close = (status: Status) => {
    send({ method: 'close', id: newSid('TM'), status });
    socket.close();
  };

  const connection: Connection = {
    get client() {
      return client;
    },
    isCurrent: (sid) => !isStale || readAgain.has(sid),
    notify: (messageType, payload) =>
      send({ method: 'notification', id: newSid('TM'), message_type: messageType, notification_ctx_id: '' }, payload),
  };

  const forgetAlarms = () => {
    for (const alarm of alarms) alarm.cancel();
    alarms = [];
  };
  const watchToken = (expiresMs: number) => {
    forgetAlarms();
    const nowMs = world.clock.now();
    const noticeMs = Math.max(expiresMs - liveLimits.tokenNoticeSeconds * 1000, (nowMs + expiresMs) / 2);
    const leftMs = Math.round(expiresMs - noticeMs);
    const at = (ms: number, work: () => void) =>
      world.clock.at(ms, 'Sync token', () => world.causes.start('alarm', async () => work()));
    alarms = [
      at(noticeMs, () =>
        send({
          method: 'client_update',
          id: newSid('TM'),
          client_update_type: 'token_about_to_expire',
          client_update_message: `Your token is about to expire. Time left: less than ${leftMs} ms`,
        }),
      ),
      at(expiresMs, () =>
        close({ code: 410, status: 'TOKEN_EXPIRED', description: 'Token expired', errorCode: 51207 }),
      ),
    ];
  };

  const refuse = (frame: Frame, { errorCode, description }: { errorCode: number; description: string }) => {
    reply(frame, { code: 401, status: 'UNAUTHORIZED', description, errorCode });
    socket.close();
  };
  const tokenIn = (frame: Frame) => (typeof frame.header.token === 'string' ? frame.header.token : '');

  const init = (frame: Frame) => {
    const check = checkToken(tokenIn(frame));
    if (check.kind === 'refused') return refuse(frame, check);
    client = check.client;
    const continued = frame.header.continuation_token;
    const dataset = context.dataset();
    isStale = typeof continued === 'string' && continued !== tokenOf(dataset);
    watchToken(check.expiresMs);
    if (endpoint === undefined) {
      endpoint = { client, id: newSid('EP') };
      context.connected(endpoint);
    }
    const offered = Array.isArray(frame.header.capabilities) ? frame.header.capabilities : [];
    const registrations = Array.isArray(frame.header.registrations) ? frame.header.registrations : [];
    reply(frame, ok, {
      capabilities: ['client_update', 'offline_storage'].filter((one) => offered.includes(one)),
      continuation_token: tokenOf(dataset),
      continuation_token_status: continuationStatus(continued, isStale),
      offline_storage: { data_sync: { storage_id: context.storageId(client) } },
      init_registrations: registrations.map((one: Record<string, unknown>) => ({
        notification_ctx_id: newSid('NC'),
        type: one.type,
        product: one.product,
        message_types: one.message_types,
      })),
    });
  };

  const update = (frame: Frame, before: Client) => {
    const check = checkToken(tokenIn(frame));
    if (check.kind === 'refused') return refuse(frame, check);
    if (check.client.identity !== before.identity || check.client.serviceSid !== before.serviceSid) {
      const description = 'The new token is for another identity or service';
      return reply(frame, { code: 400, status: 'BAD_REQUEST', description, errorCode: 51215 });
    }
    watchToken(check.expiresMs);
    reply(frame, ok);
  };

  const message = (frame: Frame, sender: Endpoint) => {
    let after: (() => void) | undefined;
    const answer = answerOf(() => {
      const { request, isSubscriptions } = requestIn(frame, sender.client);
      if (!isSubscriptions) return context.tunnel(sender, request);
      const subscription = context.subscribe(connection, request.body);
      after = subscription.send;
      return subscription.answer;
    });
    const sid = sidIn(answer.body);
    if (isStale && sid !== undefined) readAgain.add(sid);
    const status = { code: answer.status, status: answer.status < 300 ? 'OK' : 'ERROR' };
    const etag = answer.revision === undefined ? {} : { etag: `"${answer.revision}"` };
    const headers = { 'content-type': 'application/json', ...etag };
    reply(frame, ok, { http_headers: headers, http_status: status }, answer.body);
    after?.();
  };

  const handle = (frame: Frame) => {
    const { method } = frame.header;
    if (method === 'reply') return; // the client acknowledges each thing that it is sent
    if (method === 'close') return socket.close();
    if (method === 'ping') return reply(frame, ok);
    if (method === 'telemetry.v1') return;
    if (method === 'init') return init(frame);
    if (!client || !endpoint) return refuse(frame, { errorCode: 20101, description: 'There was no init' });
    if (method === 'update') return update(frame, client);
    if (method === 'message') return message(frame, endpoint);
    reply(frame, ok);
  };

  socket.on('message', (data: RawData, isBinary: boolean) => {
    const frame = isBinary ? decodeFrame(bufferOf(data)) : undefined;
    if (!frame) {
      close({ code: 406, status: 'NOT_ACCEPTABLE_MESSAGE', errorCode: 51214 });
      return;
    }
    void world.causes
      .start('sync', async () => handle(frame))
      .catch((error: unknown) => {
        console.error(error);
        socket.terminate();
      });
  });
  const pings = setInterval(() => send({ method: 'ping', id: newSid('TM') }), liveLimits.pingSeconds * 1000).unref();
  socket.on('close', () => {
    clearInterval(pings);
    forgetAlarms();
    client = undefined;
    context.closed(connection);
    if (endpoint) context.disconnected(endpoint);
  });
  socket.on('error', () => socket.terminate());
  return connection;
}

const tokenOf = (dataset: string) => Buffer.from(JSON.stringify({ dataset })).toString('base64');

function continuationStatus(given: unknown, isStale: boolean) {
  if (typeof given !== 'string') {
    return { reissued: true, reissue_reason: 'MISSING', reissue_message: 'Continuation token is not provided' };
  }
  if (!isStale) return { reissued: false };
  return { reissued: true, reissue_reason: 'INVALID', reissue_message: 'Continuation token is of other data' };
}

function sidIn(body: unknown): string | undefined {
  return typeof body === 'object' && body !== null && 'sid' in body && typeof body.sid === 'string'
    ? body.sid
    : undefined;
}

function bufferOf(data: RawData): Buffer {
  if (Array.isArray(data)) return Buffer.concat(data);
  return Buffer.isBuffer(data) ? data : Buffer.from(data);
}
