import { randomBytes, randomInt } from 'node:crypto';
import type { HostRequest, Part, WebhookAnswer, World } from '../core/world';
import { type MeetingRecord, meetingJson, statusOf } from './meeting';

/** Zoom's numbers, in the units of their names. */
export const zoomLimits = {
  tokenSeconds: 3600,
  meetingsPerUserAndDay: 100, // create and update calls, by UTC day
} as const;

interface TokenRecord {
  readonly token: string;
  readonly expiresAt: number; // milliseconds
}
export interface ZoomOptions {
  readonly meetingsPerUserAndDay?: number; // default: Zoom's
}

/** An error as Zoom's API answers it: `{code, message}`. */
class ZoomError extends Error {
  constructor(
    readonly status: number,
    readonly code: number,
    message: string,
    readonly errors?: readonly { field: string; message: string }[],
  ) {
    super(message);
    this.name = 'ZoomError';
  }
}

/**
 * Zoom's server-to-server OAuth and its meetings. Any account id, client id and secret that are not empty are let in, and any user
 * id names a user: there is no Zoom account to compare them with.
 */
export function createZoom(
  world: World,
  { meetingsPerUserAndDay = zoomLimits.meetingsPerUserAndDay }: ZoomOptions = {},
): Part {
  const { clock, tables } = world;
  const tokens = tables.open<TokenRecord>('zoom-tokens');
  const meetings = tables.open<MeetingRecord>('zoom-meetings');
  const created = tables.open<{ readonly day: string; readonly count: number }>('zoom-meetings-per-day');

  const authorize = (request: HostRequest) => {
    const token = /^Bearer\s+(.+)$/i.exec(request.headers.authorization ?? '')?.[1];
    const known = token === undefined ? undefined : tokens.get(token);
    if (!known) throw new ZoomError(401, 124, 'Invalid access token.');
    if (known.expiresAt > clock.now()) return;
    tokens.delete(known.token);
    throw new ZoomError(401, 124, 'Access token is expired.');
  };

  const countCall = (userId: string) => {
    const day = new Date(clock.now()).toISOString().slice(0, 10);
    const known = created.get(userId);
    const count = known?.day === day ? known.count : 0;
    if (count >= meetingsPerUserAndDay) {
      throw new ZoomError(
        429,
        429,
        `You have exceeded the daily rate limit (${meetingsPerUserAndDay}) of Meeting Create/Update API requests permitted for this user. You may resume these requests at GMT 00:00:00.`,
      );
    }
    created.set(userId, { day, count: count + 1 });
  };

  const find = (id: string): MeetingRecord => {
    const meeting = meetings.get(id);
    if (!meeting) throw new ZoomError(404, 3001, `Meeting does not exist: ${id}.`);
    return meeting;
  };

  const create = (userId: string, request: HostRequest): WebhookAnswer => {
    const meeting = meetingOf(newMeetingId(meetings), userId, jsonOf(request), clock.now());
    countCall(userId);
    meetings.set(meeting.id, meeting);
    return json(201, meetingJson(meeting));
  };
  const update = (id: string, request: HostRequest): WebhookAnswer => {
    const known = find(id);
    const asked = jsonOf(request);
    countCall(known.userId);
    const next = meetingOf(id, known.userId, { ...known.asked, ...asked }, known.createdAt);
    meetings.set(id, { ...next, password: known.password, hasEnded: known.hasEnded });
    return empty;
  };
  const setStatus = (id: string, request: HostRequest): WebhookAnswer => {
    const { action } = jsonOf(request);
    if (action !== 'end') {
      throw new ZoomError(400, 300, 'Validation Failed.', [{ field: 'action', message: "It must be 'end'." }]);
    }
    meetings.set(id, { ...find(id), hasEnded: true });
    return empty;
  };

  const route = (request: HostRequest): WebhookAnswer => {
    const { pathname } = new URL(request.url);
    const userId = /^\/v2\/users\/([^/]+)\/meetings\/?$/.exec(pathname)?.[1];
    if (userId !== undefined && request.method === 'POST') return create(decodeURIComponent(userId), request);
    if (userId !== undefined && request.method === 'GET') {
      const found = [...meetings.values()].filter((one) => one.userId === decodeURIComponent(userId) && !one.hasEnded);
      return json(200, { page_size: found.length, total_records: found.length, meetings: found.map(meetingJson) });
    }
    const [, id, isStatus] = /^\/v2\/meetings\/(\d+)(\/status)?\/?$/.exec(pathname) ?? [];
    if (id !== undefined && isStatus !== undefined && request.method === 'PUT') return setStatus(id, request);
    if (id !== undefined && isStatus === undefined) {
      if (request.method === 'GET') return json(200, { ...meetingJson(find(id)), status: statusOf(find(id)) });
      if (request.method === 'PATCH') return update(id, request);
      if (request.method === 'DELETE') {
        meetings.delete(find(id).id);
        return empty;
      }
    }
    throw new ZoomError(404, 2300, `This API endpoint is not recognized: ${request.method} ${pathname}`);
  };

  return {
    hosts: {
      'zoom.us': async (request) => giveToken(request, world, tokens),
      'api.zoom.us': async (request) => {
        try {
          authorize(request);
          return route(request);
        } catch (error) {
          if (!(error instanceof ZoomError)) throw error;
          const { status, code, message, errors } = error;
          return json(status, { code, message, ...(errors && { errors }) });
        }
      },
    },
  };
}

function giveToken(
  request: HostRequest,
  { clock }: World,
  tokens: { set(key: string, value: TokenRecord): void },
): WebhookAnswer {
  const url = new URL(request.url);
  if (url.pathname !== '/oauth/token') return json(404, { reason: 'Not found', error: 'not_found' });
  if (request.method !== 'POST') return json(405, { reason: 'Method Not Allowed', error: 'invalid_request' });
  const form = new URLSearchParams(String(request.body));
  const param = (name: string) => url.searchParams.get(name) ?? form.get(name) ?? '';
  const basic = /^Basic\s+(.+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? '';
  const [clientId, ...secret] = Buffer.from(basic, 'base64').toString('utf8').split(':');
  if (!clientId || secret.join(':') === '') {
    return json(400, { reason: 'Invalid client_id or client_secret', error: 'invalid_client' });
  }
  if (param('grant_type') !== 'account_credentials') {
    return json(400, { reason: 'unsupported grant type', error: 'unsupported_grant_type' });
  }
  if (param('account_id') === '') return json(400, { reason: 'Bad Request', error: 'invalid_request' });

  const token = randomBytes(48).toString('base64url');
  tokens.set(token, { token, expiresAt: clock.now() + zoomLimits.tokenSeconds * 1000 });
  return json(200, {
    access_token: token,
    token_type: 'bearer',
    expires_in: zoomLimits.tokenSeconds,
    scope: 'meeting:write:admin',
    api_url: 'https://api.zoom.us',
  });
}

/** @throws {ZoomError} 300 */
function meetingOf(id: string, userId: string, asked: Readonly<Record<string, unknown>>, nowMs: number): MeetingRecord {
  const { topic, password, start_time: startTime } = asked;
  const problems: { field: string; message: string }[] = [];
  if (topic !== undefined && (typeof topic !== 'string' || topic.length > 200)) {
    problems.push({ field: 'topic', message: 'Topic must be a text of at most 200 characters.' });
  }
  if (password !== undefined && (typeof password !== 'string' || password.length > 10)) {
    problems.push({ field: 'password', message: 'Password must be a text of at most 10 characters.' });
  }
  if (startTime !== undefined && (typeof startTime !== 'string' || Number.isNaN(Date.parse(startTime)))) {
    problems.push({ field: 'start_time', message: 'Invalid start time.' });
  }
  if (problems.length > 0) throw new ZoomError(400, 300, 'Validation Failed.', problems);
  return {
    id,
    userId,
    uuid: randomBytes(16).toString('base64'),
    password: typeof password === 'string' ? password : randomBytes(5).toString('base64url').slice(0, 6),
    asked,
    createdAt: nowMs,
    hasEnded: false,
  };
}

function newMeetingId(meetings: { get(id: string): unknown }): string {
  for (;;) {
    const id = String(randomInt(80_000_000_000, 90_000_000_000));
    if (!meetings.get(id)) return id;
  }
}

/** @throws {ZoomError} 300 */
function jsonOf(request: HostRequest): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(String(request.body));
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  } catch {
    // said below
  }
  throw new ZoomError(400, 300, 'Request Body should be a valid JSON object.');
}

const json = (status: number, body: unknown): WebhookAnswer => ({
  status,
  headers: { 'content-type': 'application/json;charset=UTF-8' },
  body: JSON.stringify(body),
});
const empty: WebhookAnswer = { status: 204, headers: {}, body: '' };
