import { TwilioApiError } from '../core/errors';
import { newSid } from '../core/ids';
import type { ApiAnswer, HostRequest, Operation, Part, WebhookAnswer, World } from '../core/world';
import { type Api, type CoveredOperation, createApi } from './api';
import { createAuthenticator } from './credentials';
import { type ApiHost, apiHosts, isApiHost } from './documents';

/** Twilio's REST API on all of its hosts, made of what the parts implement. */
export interface Rest {
  answer(host: string, request: HostRequest, who: { function?: string }): Promise<WebhookAnswer>;
  readonly operations: readonly CoveredOperation[];
  /** What was wrong with answers of ours; filled when `checkResponses` is on. */
  readonly violations: readonly string[];
}

export async function createRest(
  world: World,
  parts: readonly Part[],
  { checkResponses = false }: { checkResponses?: boolean } = {},
): Promise<Rest> {
  const authenticate = createAuthenticator(world);
  const violations: string[] = [];
  const onViolation = (text: string) => {
    violations.push(text);
    console.error(text);
  };
  const apis = new Map<ApiHost, Api>();
  for (const host of apiHosts) {
    apis.set(
      host,
      await createApi({
        host,
        accountSid: world.account.accountSid,
        operations: operationsOf(host, parts),
        ownChecks: new Set(parts.flatMap((part) => part.ownChecks ?? [])),
        ...(checkResponses && { onViolation }),
      }),
    );
  }

  return {
    operations: [...apis.values()].flatMap(({ operations }) => operations),
    violations,
    async answer(host, request, who) {
      try {
        const api = isApiHost(host) ? apis.get(host) : undefined;
        if (!api) throw new Error(`${host} has no OpenAPI document`);
        authenticate(request.headers.authorization);
        return toHttp(await api.answer(request, who));
      } catch (error) {
        return toHttp(errorAnswer(error));
      }
    },
  };
}

function operationsOf(host: ApiHost, parts: readonly Part[]): Record<string, Operation> {
  const all: Record<string, Operation> = {};
  for (const part of parts) {
    for (const [operationId, run] of Object.entries(part.operations?.[host] ?? {})) {
      if (all[operationId]) throw new Error(`Two parts implement ${operationId}`);
      all[operationId] = run;
    }
  }
  return all;
}

/** As Twilio words an error; what is a fault of ours is said as such, whole, so that it is found. */
function errorAnswer(error: unknown): ApiAnswer {
  if (!(error instanceof TwilioApiError)) {
    console.error(error);
    const message = error instanceof Error ? error.message : String(error);
    return errorAnswer(new TwilioApiError(500, 20500, `The local Twilio failed: ${message}`));
  }
  const { status, code, message, details } = error;
  return {
    status,
    body: {
      code,
      message,
      more_info: `https://www.twilio.com/docs/errors/${code}`,
      status,
      ...(details !== undefined && { details }),
    },
    ...(status === 401 && { headers: { 'www-authenticate': 'Basic realm="Twilio API"' } }),
  };
}

function toHttp({ status, body, headers }: ApiAnswer): WebhookAnswer {
  return {
    status,
    headers: {
      ...(body !== undefined && { 'content-type': 'application/json;charset=utf-8' }),
      'twilio-request-id': newSid('RQ'),
      ...headers,
    },
    body: body === undefined ? '' : JSON.stringify(body),
  };
}
