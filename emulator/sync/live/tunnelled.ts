import { TwilioApiError } from '../../core/errors';
import type { Client } from '../access';
import { type Frame, jsonObject } from './frames';
import type { TunnelAnswer, TunnelRequest } from './tunnel';

/** How HTTP travels through twilsock: the request in the header of a message, errors as JSON. */
export function answerOf(work: () => TunnelAnswer): TunnelAnswer {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof TwilioApiError)) throw error;
    const { status, code, message } = error;
    return { status, body: { code, message, status } };
  }
}

/** @throws {TwilioApiError} 54056 for a service that the token is not for */
export function requestIn(frame: Frame, { serviceSid }: Client): { request: TunnelRequest; isSubscriptions: boolean } {
  const http = (frame.header.http_request ?? {}) as Record<string, unknown>;
  const segments = String(http.path ?? '')
    .split('/')
    .slice(1)
    .map(decoded);
  const [version, maybeServices, service] = segments;
  const namesService = maybeServices === 'Services';
  if (namesService && service !== serviceSid && service !== 'default') {
    throw new TwilioApiError(403, 54056, 'Service instance is not accessible with this token');
  }
  const path = segments.slice(namesService ? 3 : 1);
  const request = {
    method: String(http.method ?? 'GET').toUpperCase(),
    path,
    query: queryOf(http.params),
    ifMatch: ifMatchIn(http.headers),
    body: jsonObject(frame.payload) ?? {},
  };
  return { request, isSubscriptions: version === 'v4' && path[0] === 'Subscriptions' && request.method === 'POST' };
}

function queryOf(params: unknown): Record<string, string> {
  const entries = Object.entries((params ?? {}) as Record<string, unknown>);
  return Object.fromEntries(entries.map(([name, value]) => [decoded(name), decoded(String([value].flat().at(-1)))]));
}

function ifMatchIn(headers: unknown): string | undefined {
  const entries = Object.entries((headers ?? {}) as Record<string, unknown>);
  const value = entries.find(([name]) => name.toLowerCase() === 'if-match')?.[1];
  return value === undefined || value === null ? undefined : String(value);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
