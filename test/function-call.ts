import type { ServerlessCallback } from '@twilio-labs/serverless-runtime-types/types';
import twilio from 'twilio';
import type { FunctionContext } from '../src/twilio/connect';

/** What a Function answered. */
export interface FunctionAnswer {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
}

/** The platform's Response, as far as Functions use it. */
class PlatformResponse {
  statusCode = 200;
  headers: Record<string, string> = {};
  body: unknown = '';
  setStatusCode(code: number) {
    this.statusCode = code;
    return this;
  }
  appendHeader(name: string, value: string) {
    this.headers[name.toLowerCase()] = value;
    return this;
  }
  setBody(body: unknown) {
    this.body = body;
    return this;
  }
}

type Handler = (context: FunctionContext, event: unknown, callback: ServerlessCallback) => unknown;

/** An empty account: what is fetched is not there, what is written is taken. */
const emptyAccount = {
  async request({ method, uri, data }: { method: string; uri: string; data?: Record<string, unknown> }) {
    const found = method === 'get' && /(Items|Messages\.json)(\?|$)/.test(uri);
    if (found) return { statusCode: 200, body: { items: [], messages: [], meta: { key: 'items' } } };
    if (method === 'get') return { statusCode: 404, body: { code: 20404, message: 'not found', status: 404 } };
    if (method === 'delete') return { statusCode: 204, body: '' };
    const stored = {
      sid: 'SM00000000000000000000000000000001',
      revision: '0',
      key: data?.Key,
      data: parsed(data?.Data),
    };
    return { statusCode: 201, body: stored };
  },
};
const parsed = (data: unknown) => (typeof data === 'string' ? JSON.parse(data) : {});

export const settings: Readonly<Record<string, string>> = {
  ACCOUNT_SID: `AC${'0'.repeat(32)}`,
  AUTH_TOKEN: '0'.repeat(32),
  DOMAIN_NAME: 'example.twil.io',
  ADMIN_NUMBERS: '+12025550100',
  TWILIO_NUMBER: '+12025550123',
  SYNC_SERVICE_SID: `IS${'0'.repeat(32)}`,
  MEETING_URL: 'https://zoom.example/j/0',
  TICK_KEY: 'a tick key',
};

/** Calls a Function as the platform does, on an empty account, and holds it to one answer. */
export async function callFunction(
  handler: Handler,
  event: unknown,
  environment: Readonly<Record<string, string | undefined>> = settings,
): Promise<FunctionAnswer> {
  Object.assign(globalThis, { Twilio: { Response: PlatformResponse } });
  const { ACCOUNT_SID = '', AUTH_TOKEN = '' } = settings;
  const context = {
    ...environment,
    getTwilioClient: (options: object) =>
      twilio(ACCOUNT_SID, AUTH_TOKEN, { ...options, httpClient: emptyAccount as never }),
  };
  const answers: [unknown, unknown][] = [];
  await handler(context, event, (error: unknown, payload?: unknown) => {
    answers.push([error, payload]);
  });
  if (answers.length !== 1) throw new Error(`The Function called back ${answers.length} times`);
  const [error, payload] = answers[0] ?? [];
  if (error) return { status: 500, contentType: 'text/plain', body: String(error) };
  if (payload instanceof twilio.twiml.MessagingResponse) {
    return { status: 200, contentType: 'text/xml', body: payload.toString() };
  }
  if (payload instanceof PlatformResponse) {
    return {
      status: payload.statusCode,
      contentType: payload.headers['content-type'] ?? 'application/octet-stream',
      body: JSON.stringify(payload.body),
    };
  }
  if (typeof payload === 'string') return { status: 200, contentType: 'text/plain', body: payload };
  return { status: 200, contentType: 'application/json', body: JSON.stringify(payload) };
}
