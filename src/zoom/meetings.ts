import type { ZoomConfig } from '../config';
import type { Clock, Log, Meeting, Meetings } from '../frontdesk';

export interface ZoomRequest {
  method: 'post';
  uri: string;
  headers: Record<string, string>;
  data?: unknown;
  params?: Record<string, string>;
  timeout: number;
}

/** How Zoom is called: with the same HTTP client as Twilio, which knows the way out. */
export type HttpRequest = (request: ZoomRequest) => Promise<{ statusCode: number; body: unknown }>;

export interface MeetingRules {
  zoom?: ZoomConfig;
  fixedRoomUrl: string;
  fixedRoomPasscode?: string;
  serviceMinutes: number;
  topic: string;
}

/** A receiver waits for the link; after this they get the fixed room. */
export const meetingTimeoutMs = 3500;
const tokenTimeoutMs = meetingTimeoutMs;
/** A token is renewed this long before Zoom forgets it. */
const tokenMarginMs = 60_000;

interface Token {
  accountId: string;
  value: string;
  expiresAtMs: number;
}

/** Warm calls share it; it is a saving, never needed. */
let cached: Token | undefined;

const jsonOf = (body: unknown): Record<string, unknown> => {
  const value: unknown = typeof body === 'string' ? JSON.parse(body) : body;
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
};

const limited = <T>(work: Promise<T>, ms: number): Promise<T> => {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${ms} ms`)), ms);
  });
  return Promise.race([work, timeout]).finally(() => clearTimeout(timer));
};

async function fetchToken(zoom: ZoomConfig, request: HttpRequest, clock: Clock): Promise<Token> {
  const credentials = Buffer.from(`${zoom.clientId}:${zoom.clientSecret}`).toString('base64');
  const { statusCode, body } = await request({
    method: 'post',
    uri: 'https://zoom.us/oauth/token',
    headers: { Authorization: `Basic ${credentials}`, 'Content-Type': 'application/x-www-form-urlencoded' },
    data: { grant_type: 'account_credentials', account_id: zoom.accountId },
    timeout: tokenTimeoutMs,
  });
  if (statusCode !== 200) throw new Error(`Zoom answered ${statusCode} to the request for a token`);
  const { access_token: value, expires_in: seconds } = jsonOf(body);
  if (typeof value !== 'string' || typeof seconds !== 'number') throw new Error('Zoom answered without a token');
  return { accountId: zoom.accountId, value, expiresAtMs: clock.nowMs() + seconds * 1000 };
}

async function fetchMeeting(
  token: Token,
  rules: MeetingRules,
  request: HttpRequest,
): Promise<Meeting | 'unauthorized'> {
  const { statusCode, body } = await request({
    method: 'post',
    uri: 'https://api.zoom.us/v2/users/me/meetings',
    headers: { Authorization: `Bearer ${token.value}`, 'Content-Type': 'application/json' },
    data: {
      topic: rules.topic,
      type: 1, // an instant meeting
      duration: rules.serviceMinutes,
      settings: { waiting_room: true, join_before_host: false },
    },
    timeout: meetingTimeoutMs,
  });
  if (statusCode === 401) return 'unauthorized';
  if (statusCode !== 201) throw new Error(`Zoom answered ${statusCode} to the request for a meeting`);
  const { join_url: url } = jsonOf(body);
  if (typeof url !== 'string') throw new Error('Zoom answered without a link');
  return { url, kind: 'own' };
}

/** Where sessions meet: a Zoom meeting for each match when Zoom is configured, with the fixed room as the fallback. */
export function createMeetings(rules: MeetingRules, request: HttpRequest, clock: Clock, log: Log): Meetings {
  const { zoom } = rules;
  const fixed: Meeting = { url: rules.fixedRoomUrl, passcode: rules.fixedRoomPasscode, kind: 'fixed' };
  let pending: Promise<Token> | undefined;

  const tokenFor = (config: ZoomConfig): Promise<Token> => {
    const current = cached;
    if (current?.accountId === config.accountId && current.expiresAtMs - tokenMarginMs > clock.nowMs()) {
      return Promise.resolve(current);
    }
    pending ??= fetchToken(config, request, clock)
      .then((token) => {
        cached = token;
        return token;
      })
      .finally(() => {
        pending = undefined;
      });
    return pending;
  };

  const createAtZoom = async (config: ZoomConfig): Promise<Meeting> => {
    const meeting = await fetchMeeting(await tokenFor(config), rules, request);
    if (meeting !== 'unauthorized') return meeting;
    cached = undefined; // revoked before its time
    const second = await fetchMeeting(await tokenFor(config), rules, request);
    if (second === 'unauthorized') throw new Error('Zoom refuses its own token');
    return second;
  };

  return {
    async create() {
      if (zoom === undefined) return fixed;
      try {
        return await limited(createAtZoom(zoom), meetingTimeoutMs);
      } catch (error) {
        log('zoom.meeting.failed', { error, fallback: 'fixed room' });
        return fixed;
      }
    },
  };
}

/** For tests. */
export const forgetToken = (): void => {
  cached = undefined;
};
