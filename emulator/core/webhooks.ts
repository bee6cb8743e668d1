import { randomUUID } from 'node:crypto';
import { request as httpRequest } from 'node:http';
import { newSid } from './ids';
import { signatureOf, withoutFragment } from './signature';
import type { HostRequest, HostServer, WebhookAnswer, WebhookRequest, Webhooks, World } from './world';

/** How Twilio sends a webhook unless the URL's fragment says otherwise. */
export const webhookLimits = {
  readMs: 15_000, // #rt
  totalMs: 15_000, // #tt
  retries: 1, // #rc
  maxRetries: 5,
  maxRedirects: 10,
} as const;

/** What went wrong with one attempt, in the words of the retry policy (#rp). */
type Failure = 'ct' | 'rt' | '4xx' | '5xx';

interface Attempt extends WebhookAnswer {
  readonly failure?: Failure;
}
interface Policy {
  readonly readMs: number;
  readonly totalMs: number;
  readonly retries: number;
  readonly retryOn: ReadonlySet<string>;
}

/** @see https://www.twilio.com/docs/usage/webhooks/webhooks-connection-overrides */
export function createWebhooks(world: Pick<World, 'account' | 'causes' | 'log'>): Webhooks {
  const servers: ((host: string) => HostServer | undefined)[] = [];

  const serverOf = (host: string) => {
    for (const find of servers) {
      const server = find(host);
      if (server) return server;
    }
    return undefined;
  };

  const exchange = async (request: HostRequest, policy: Policy, waitMs: number): Promise<Attempt> => {
    const url = new URL(request.url);
    const server = serverOf(url.hostname);
    if (server) return within(waitMs, server(request));
    if (url.protocol === 'http:' && isLoopback(url.hostname)) return overHttp(request, policy, waitMs);
    throw new Error(
      `${url.host} is outside of this machine: the local Twilio sends webhooks to http:// loopback addresses and to hosts that it plays`,
    );
  };

  const attempt = async (request: HostRequest, policy: Policy, waitMs: number): Promise<Attempt> => {
    try {
      const answer = await exchange(request, policy, waitMs);
      if (answer.status >= 500) return { ...answer, failure: '5xx' };
      if (answer.status >= 400) return { ...answer, failure: '4xx' };
      return answer;
    } catch (error) {
      const failure = error instanceof ReadTimeout ? 'rt' : 'ct';
      return { status: 0, headers: {}, body: '', error: messageOf(error), failure };
    }
  };

  const follow = async (request: HostRequest, policy: Policy, endsAtMs: number): Promise<Attempt> => {
    let current = request;
    for (let redirects = 0; ; redirects += 1) {
      const answer = await attempt(current, policy, Math.max(endsAtMs - performance.now(), 1));
      const location = answer.headers.location;
      const redirected = answer.status >= 300 && answer.status < 400 && answer.status !== 304 && location !== undefined;
      if (!redirected) return answer;
      if (redirects === webhookLimits.maxRedirects) return { ...answer, error: 'too many redirects' };
      const url = new URL(location, current.url).href;
      const { 'content-type': _, ...headers } = current.headers;
      current = {
        method: 'GET',
        url: withoutFragment(url),
        headers: { ...headers, 'x-twilio-signature': signatureOf(world.account.authToken, url) },
        body: '',
      };
    }
  };

  const send = async (webhook: WebhookRequest): Promise<WebhookAnswer> => {
    const beganMs = performance.now();
    const method = webhook.method ?? 'POST';
    let request: HostRequest;
    let policy: Policy;
    try {
      request = requestOf(webhook, method, world.account.authToken);
      policy = policyOf(webhook);
    } catch (error) {
      return { status: 0, headers: {}, body: '', error: messageOf(error) };
    }
    const endsAtMs = beganMs + policy.totalMs;
    let answer: Attempt;
    for (let retry = 0; ; retry += 1) {
      const attemptBeganMs = performance.now();
      answer = await follow(request, policy, endsAtMs);
      world.log.add({
        kind: 'webhook',
        method,
        url: request.url,
        status: answer.status,
        ms: Math.round(performance.now() - attemptBeganMs),
        signature: request.headers['x-twilio-signature'] ?? '',
        ...(answer.error !== undefined && { error: answer.error }),
      });
      const again = answer.failure && (policy.retryOn.has(answer.failure) || policy.retryOn.has('all'));
      if (!again || retry >= policy.retries || performance.now() >= endsAtMs) break;
    }
    const { failure: _, ...result } = answer;
    return result;
  };

  return {
    send: (webhook) => world.causes.busy(() => send(webhook)),
    serve: (host) => void servers.push(host),
    serverOf,
  };
}

function requestOf(webhook: WebhookRequest, method: 'GET' | 'POST', authToken: string): HostRequest {
  const form = new URLSearchParams();
  for (const [name, value] of Object.entries(webhook.params)) for (const one of [value].flat()) form.append(name, one);
  const target = withoutFragment(webhook.url);
  new URL(target); // throws for what is not a URL
  const text = form.toString();
  const url = method === 'POST' || text === '' ? target : `${target}${target.includes('?') ? '&' : '?'}${text}`;
  return {
    method,
    url,
    headers: {
      accept: '*/*',
      'user-agent': 'TwilioProxy/1.1',
      ...(method === 'POST' && { 'content-type': 'application/x-www-form-urlencoded; charset=UTF-8' }),
      // The same on each retry of one webhook, so that a server can tell a retry from a new event.
      'i-twilio-idempotency-token': randomUUID(),
      'x-home-region': 'us1',
      'x-twilio-request-id': newSid('RQ'),
      ...webhook.headers,
      'x-twilio-signature': signatureOf(
        authToken,
        url,
        method === 'POST' && webhook.body === undefined ? webhook.params : {},
      ),
    },
    body: method === 'POST' ? (webhook.body ?? text) : '',
  };
}

function policyOf({ url, timeoutMs }: WebhookRequest): Policy {
  const overrides = new URLSearchParams(url.split('#')[1] ?? '');
  const numberOf = (name: string, otherwise: number, max: number) => {
    const text = overrides.get(name);
    const value = text === null || text === '' ? Number.NaN : Number(text);
    return Number.isFinite(value) && value >= 0 ? Math.min(value, max) : otherwise;
  };
  const totalMs = timeoutMs ?? numberOf('tt', webhookLimits.totalMs, webhookLimits.totalMs);
  return {
    readMs: numberOf('rt', webhookLimits.readMs, webhookLimits.readMs),
    totalMs,
    retries: numberOf('rc', webhookLimits.retries, webhookLimits.maxRetries),
    retryOn: new Set((overrides.get('rp') ?? 'ct').split(',')),
  };
}

class ReadTimeout extends Error {}

/** @throws {ReadTimeout} */
async function within<T>(waitMs: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new ReadTimeout(`no answer within ${Math.round(waitMs)} ms`)), waitMs);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

function overHttp(request: HostRequest, policy: Policy, waitMs: number): Promise<WebhookAnswer> {
  return new Promise((resolve, reject) => {
    const sent = httpRequest(request.url, {
      method: request.method,
      agent: false, // a kept connection may have been closed by the server at this very moment
      headers: {
        ...request.headers,
        ...(request.body.length > 0 && { 'content-length': Buffer.byteLength(request.body) }),
      },
    });
    const readMs = Math.min(policy.readMs, waitMs);
    const timer = setTimeout(() => sent.destroy(new ReadTimeout(`no answer within ${Math.round(readMs)} ms`)), readMs);
    const fail = (error: Error) => {
      clearTimeout(timer);
      reject(error);
    };
    sent.on('error', fail);
    sent.on('response', (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', fail);
      response.on('end', () => {
        clearTimeout(timer);
        const headers = Object.fromEntries(
          Object.entries(response.headers).map(([name, value]) => [name, [value ?? ''].flat().join(', ')]),
        );
        resolve({ status: response.statusCode ?? 0, headers, body: Buffer.concat(chunks).toString('utf8') });
      });
    });
    sent.end(request.body);
  });
}

export const isLoopback = (hostname: string): boolean =>
  hostname === 'localhost' || hostname === '[::1]' || hostname === '::1' || /^127(\.\d{1,3}){3}$/.test(hostname);

const messageOf = (error: unknown): string => (error instanceof Error ? error.message || error.name : String(error));
