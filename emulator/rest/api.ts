import { type Operation as ApiOperation, type Document, OpenAPIBackend, OpenAPIRouter } from 'openapi-backend';
import { notFound, TwilioApiError } from '../core/errors';
import type { ApiAnswer, ApiCall, HostRequest, Operation } from '../core/world';
import { type ApiHost, documentOf, onlyOperations } from './documents';
import { twilioFormats } from './formats';
import { decodeForm, type Values } from './forms';
import { memberDifferences } from './response-check';
import { routesOf } from './routes';

/** One host of Twilio's API: routes a request by the host's OpenAPI document, checks it, and runs the operation. */
export interface Api {
  readonly operations: readonly CoveredOperation[];
  answer(request: HostRequest, who: { function?: string }): Promise<ApiAnswer>;
}
/** An operation that the local Twilio has, as Twilio's document describes it. */
export interface CoveredOperation {
  readonly host: string;
  readonly operationId: string;
  readonly method: string; // 'POST'
  readonly path: string; // '/2010-04-01/Accounts/{AccountSid}/Messages.json'
  readonly description: string;
}
export interface ApiOptions {
  readonly host: ApiHost;
  readonly accountSid: string;
  readonly operations: Readonly<Record<string, Operation>>;
  readonly ownChecks: ReadonlySet<string>;
  /** Called with what is wrong with an answer of ours; absent when answers are not checked. */
  readonly onViolation?: (text: string) => void;
}

export async function createApi({ host, accountSid, operations, ownChecks, onViolation }: ApiOptions): Promise<Api> {
  const document = documentOf(host);
  const backend = new OpenAPIBackend({
    definition: onlyOperations(document, new Set(Object.keys(operations))),
    quick: true,
    validate: true,
    coerceTypes: true,
    ajvOpts: { strict: false, coerceTypes: true, formats: twilioFormats },
  });
  await backend.init();
  const { router, validator } = backend;
  const implemented = router.getOperations();
  const route = routesOf(implemented); // the library's router compiles its patterns anew for each request
  const versions = new Set(Object.keys(document.paths ?? {}).map((path) => path.split('/')[1] ?? ''));
  let everything: OpenAPIRouter | undefined; // made when somebody asks for what is not implemented

  const whyNot = (method: string, path: string): TwilioApiError => {
    everything ??= new OpenAPIRouter({ definition: document as Document });
    try {
      const known = everything.matchOperation({ method, path, headers: {} }, true);
      return new TwilioApiError(
        501,
        20501,
        `The local Twilio does not implement ${known?.operationId} (${method} ${path})`,
      );
    } catch (error) {
      if (error instanceof Error && error.message.startsWith('405')) {
        return new TwilioApiError(405, 20004, 'Method not allowed');
      }
      const version = path.split('/')[1] ?? '';
      if (!/^v\d+$/.test(version) || versions.has(version)) return notFound(path);
      const known = [...versions].join(', ');
      return new TwilioApiError(
        501,
        20501,
        `The local Twilio has ${known} of ${host}, not ${version} (${method} ${path})`,
      );
    }
  };

  const check = (operation: ApiOperation, call: ApiCall) => {
    // Twilio passes over what it does not know and over parameters that are sent empty.
    const request = {
      method: operation.method,
      path: new URL(call.url).pathname,
      headers: { ...call.headers },
      query: coerced(call.query, (name) => queryType(operation, name), true),
      body: isForm(call) ? formOf(operation, call.form) : jsonOf(call),
    };
    const error = validator.validateRequest(request, operation).errors?.[0];
    if (!error) return;
    if (error.instancePath.startsWith('/path')) throw notFound(request.path);
    const missing: unknown = error.params?.missingProperty;
    if (typeof missing === 'string' && missing !== 'requestBody') {
      throw new TwilioApiError(400, 20001, `Missing required parameter ${missing} in the post body`);
    }
    const name = error.instancePath.split('/')[2] ?? 'body';
    const allowed: unknown = error.params?.allowedValues;
    const hint = Array.isArray(allowed) ? `: ${allowed.join(', ')}` : '';
    throw new TwilioApiError(400, 20001, `Invalid parameter ${name}: ${error.message}${hint}`);
  };

  const checkAnswer = (operation: ApiOperation, answer: ApiAnswer) => {
    if (!onViolation || answer.status >= 400) return;
    const expected = (operation.responses ?? {}) as Record<string, { content?: Record<string, { schema?: unknown }> }>;
    const problems: string[] = [];
    const response = expected[String(answer.status)];
    if (!response) problems.push(`status ${answer.status} is none of ${Object.keys(expected).join(', ')}`);
    const schema = response?.content?.['application/json']?.schema;
    if (schema !== undefined && answer.body !== undefined) {
      // As it travels, and a copy: checking coerces.
      const sent: unknown = JSON.parse(JSON.stringify(answer.body));
      const errors = validator.validateResponse(structuredClone(sent), operation, answer.status).errors ?? [];
      problems.push(
        ...errors.map((error) => `${error.instancePath} ${error.message}`),
        ...memberDifferences(schema, sent),
      );
    }
    if (problems.length === 0) return;
    const text = `${operation.operationId} answers ${answer.status} against Twilio's document: ${problems.join('; ')}`;
    onViolation(text);
    throw new Error(text);
  };

  return {
    operations: implemented.map(({ operationId = '', method, path, description = '' }) => ({
      host,
      operationId,
      method: method.toUpperCase(),
      path,
      description,
    })),
    async answer(request, who) {
      const url = new URL(request.url);
      const method = request.method.toLowerCase();
      const { operation, path = {} } = route(method, url.pathname) ?? {};
      const run = operation?.operationId === undefined ? undefined : operations[operation.operationId];
      if (!operation?.operationId || !run) throw whyNot(request.method, url.pathname);
      if (path.AccountSid !== undefined && path.AccountSid !== accountSid) throw notFound(url.pathname);

      const rawBody = Buffer.from(request.body);
      const call: ApiCall = {
        operationId: operation.operationId,
        host,
        url: request.url,
        path,
        query: decodeForm(url.search.slice(1)),
        form: isForm(request) ? decodeForm(rawBody.toString('utf8')) : {},
        headers: request.headers,
        rawBody,
        ...who,
      };
      if (!ownChecks.has(operation.operationId)) check(operation, call);
      const answer = await run(call);
      checkAnswer(operation, answer);
      return answer;
    },
  };
}

const isForm = ({ headers }: { headers: Readonly<Record<string, string>> }) =>
  (headers['content-type'] ?? '').startsWith('application/x-www-form-urlencoded');

function jsonOf(call: ApiCall): Record<string, unknown> {
  if (!(call.headers['content-type'] ?? '').startsWith('application/json')) return {};
  try {
    return JSON.parse(call.rawBody.toString('utf8'));
  } catch {
    throw new TwilioApiError(400, 20001, 'The request body is not JSON');
  }
}

/** Values as the validator wants them: none that are empty, and lists where the document says so. */
function coerced(values: Values, typeOf: (name: string) => string | undefined, onlyKnown: boolean) {
  const known: Record<string, string | string[]> = {};
  for (const [name, value] of Object.entries(values)) {
    const type = typeOf(name);
    if (value === '' || (onlyKnown && type === undefined)) continue;
    known[name] = type === 'array' || typeof value !== 'string' ? [value].flat() : value;
  }
  return known;
}

/** A free-form object travels as JSON text; whether it is JSON is the operation's to say. */
function formOf(operation: ApiOperation, form: Values): Record<string, unknown> {
  const typeOf = (name: string) => formType(operation, name);
  const values: Record<string, unknown> = coerced(form, typeOf, false);
  for (const name of Object.keys(values)) if (typeOf(name) === 'object') values[name] = {};
  return values;
}

type Named = { name?: string; in?: string; schema?: { type?: string } };
const queryType = (operation: ApiOperation, name: string) => {
  const found = (operation.parameters as Named[] | undefined)?.find((one) => one.in === 'query' && one.name === name);
  return found && (found.schema?.type ?? 'string');
};

type FormSchema = { properties?: Record<string, { type?: string }> };
const formType = (operation: ApiOperation, name: string) => {
  const body = operation.requestBody as { content?: Record<string, { schema?: FormSchema }> } | undefined;
  const property = body?.content?.['application/x-www-form-urlencoded']?.schema?.properties?.[name];
  return property && (property.type ?? 'any');
};
