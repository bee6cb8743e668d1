import { readFileSync } from 'node:fs';
import type { Document } from 'openapi-backend';

/** Which of Twilio's OpenAPI documents describes a host. */
const documents = {
  'api.twilio.com': 'twilio_api_v2010',
  'sync.twilio.com': 'twilio_sync_v1',
  'studio.twilio.com': 'twilio_studio_v2',
  'messaging.twilio.com': 'twilio_messaging_v1',
  'serverless.twilio.com': 'twilio_serverless_v1',
} as const;

export type ApiHost = keyof typeof documents;
export const apiHosts = Object.keys(documents) as ApiHost[];
export const isApiHost = (host: string): host is ApiHost => Object.hasOwn(documents, host);

const read = new Map<ApiHost, Document>();

/** Twilio's own OpenAPI document for the host, as the npm package carries it. Read once per process. */
export function documentOf(host: ApiHost): Document {
  const known = read.get(host);
  if (known) return known;
  const file = require.resolve(`@twilio-alpha/mcp/twilio-oai/spec/json/${documents[host]}.json`);
  const document = JSON.parse(readFileSync(file, 'utf8'), withoutIdleNullable) as Document;
  read.set(host, document);
  return document;
}

/** Studio's document says "nullable" of members without a type: they may be anything already, and the validator takes offence. */
function withoutIdleNullable(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('nullable' in value) || 'type' in value) return value;
  const { nullable: _, ...rest } = value;
  return rest;
}

/**
 * The document with only those operations left in it, so that routing and compiling stay cheap.
 *
 * @throws {Error} naming those that the document does not have
 */
export function onlyOperations(document: Document, operationIds: ReadonlySet<string>): Document {
  const paths: Record<string, unknown> = {};
  const missing = new Set(operationIds);
  for (const [path, item] of Object.entries(document.paths ?? {})) {
    const kept = Object.entries(item ?? {}).filter(([, operation]) => operationIds.has(operationIdOf(operation) ?? ''));
    if (kept.length > 0) paths[path] = Object.fromEntries(kept);
    for (const [, operation] of kept) missing.delete(operationIdOf(operation) ?? '');
  }
  if (missing.size > 0) throw new Error(`Twilio's document has no operation ${[...missing].join(', ')}`);
  return { ...document, paths } as Document;
}

const operationIdOf = (operation: unknown): string | undefined =>
  typeof operation === 'object' && operation !== null && 'operationId' in operation
    ? String(operation.operationId)
    : undefined;
