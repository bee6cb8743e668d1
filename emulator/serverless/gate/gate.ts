import { invocationHeader } from '../../core/world';
import type { Contents } from '../contents';
import type { Route, Site } from '../hosting/sites';
import { assetAnswer } from './asset';
import { type GateAnswer, type GateRequest, type Header, headerOf, textAnswer } from './exchange';
import { createRunner, type RunnerOptions } from './run';
import { hasTwilioSignature } from './signature';

export interface GateOptions extends RunnerOptions {
  readonly contents: Contents;
}

const corsHeaders: readonly Header[] = [
  ['access-control-allow-origin', '*'],
  ['access-control-allow-headers', '*'],
  ['access-control-allow-methods', 'GET, POST, OPTIONS'],
  ['access-control-expose-headers', 'ETag'],
  ['access-control-max-age', '86400'],
  ['access-control-allow-credentials', 'true'],
];
const functionMethods = ['GET', 'POST', 'OPTIONS'];
const rootAsset = '/assets/index.html'; // also served at '/'

/** Twilio's edge in front of Functions and Assets: what it turns away never reaches the code. */
export function createGate(
  options: GateOptions,
): (site: Site | undefined, request: GateRequest) => Promise<GateAnswer> {
  const { world, contents, limits } = options;
  const run = createRunner(options);
  const running = new Map<string, number>(); // by the service's SID

  const runOne = async (site: Site, path: string, request: GateRequest) => {
    const serviceSid = site.service.sid;
    const before = running.get(serviceSid) ?? 0;
    // Rule 7: so many at once and no more
    if (before >= limits.concurrentRuns) return textAnswer(429, 'Too Many Requests');
    running.set(serviceSid, before + 1);
    try {
      return await underItsCause(request, () => run(site, path, request));
    } finally {
      running.set(serviceSid, (running.get(serviceSid) ?? 1) - 1);
    }
  };

  /** A run belongs to what set it off: the webhook that is being sent, or the Function that calls this one. */
  const underItsCause = (request: GateRequest, work: () => Promise<GateAnswer>) => {
    if (world.causes.current() !== undefined) return world.causes.busy(work);
    const caller = world.invocations.get(headerOf(request.headers, invocationHeader) ?? '');
    return world.causes.start('request', work, caller?.cause);
  };

  const decide = async (site: Site | undefined, request: GateRequest): Promise<GateAnswer> => {
    // Rule 1: headers in bounds
    if (!hasModestHeaders(request.headers, limits)) return textAnswer(431, 'Request Header Fields Too Large');
    // Rule 2: exactly a path that is deployed; private ones are for other Functions
    const { pathname } = new URL(request.url);
    const route = site && routeOf(site, pathname);
    if (!site || !route || route.version.visibility === 'private') return textAnswer(404, 'Not Found');
    // Rule 3: only what the platform knows how to pass on
    if (request.method === 'OPTIONS') return { status: 204, headers: corsHeaders, body: Buffer.alloc(0) };
    if (route.kind === 'function' && !functionMethods.includes(request.method)) {
      return textAnswer(405, 'Method Not Allowed');
    }
    // Rule 4: a body in bounds
    const bytes = request.body.length + bytesOf(request.headers);
    if (request.isTooLarge || bytes > limits.requestBytes) return textAnswer(413, 'Payload Too Large');
    // Rule 5: no body with GET
    if (request.method === 'GET' && request.body.length > 0)
      return textAnswer(403, 'Forbidden: a GET request has no body');
    // Rule 6: protected means signed
    if (route.version.visibility === 'protected' && !hasTwilioSignature(request, world.account.authToken)) {
      return textAnswer(403, 'Forbidden: X-Twilio-Signature does not match the request');
    }
    if (route.kind === 'asset') return assetAnswer(route.version, request, contents);
    return runOne(site, pathname, request);
  };

  /** Whom a Function did not answer should not have to guess why. */
  const logRefusal = (site: Site | undefined, request: GateRequest, answer: GateAnswer) => {
    const path = new URL(request.url).pathname;
    const wasRun = headerOf(answer.headers, 'twilio-request-id') !== undefined;
    if (wasRun || answer.status < 400 || site?.routes.get(path)?.kind !== 'function') return;
    world.log.add({ kind: 'function', path, invocation: '', status: answer.status, ms: 0 });
  };

  return async (site, request) => {
    const answer = await decide(site, request);
    logRefusal(site, request, answer);
    return answer;
  };
}

const routeOf = (site: Site, path: string): Route | undefined =>
  site.routes.get(path) ?? (path === '/' ? site.routes.get(rootAsset) : undefined);

const bytesOf = (headers: readonly Header[]): number =>
  headers.reduce((sum, [name, value]) => sum + Buffer.byteLength(name) + Buffer.byteLength(value) + 4, 0); // ': ' and CRLF

function hasModestHeaders(headers: readonly Header[], limits: GateOptions['limits']): boolean {
  const cookies = headers
    .filter(([name]) => name.toLowerCase() === 'cookie')
    .reduce((count, [, value]) => count + value.split(';').length - 1, 0);
  return headers.length + cookies <= limits.headers && bytesOf(headers) <= limits.headerBytes;
}
