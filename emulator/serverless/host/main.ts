import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { invocationHeader } from '../../core/world';
import { loadHandler, remember } from './handlers';
import { type HostedFile, type HostedSite, runHeader, type ToHost } from './messages';
import { markFetch, markRequests } from './outgoing';
import { replaceConsole, report, send, textOf } from './report';
import { currentRun, forgetRun, killRun, startRun } from './runs';
import { replaceDate, setTime } from './time';

/**
 * The process in which deployed Functions run. It serves one environment to the emulator, by the server of Twilio's own toolkit; what
 * the platform forbids on the way in has been turned away before. Everything that must come before other modules comes first here.
 */
replaceDate();
replaceConsole();
markRequests(invocationHeader);

type App = ((request: IncomingMessage, response: ServerResponse) => void) & {
  set(name: string, value: unknown): void;
};
interface DevRuntime {
  readonly LocalDevelopmentServer: new (port: number, config: Record<string, unknown>) => { getApp(): App };
}

function serve(site: HostedSite): void {
  const { HTTP_PROXY, NODE_EXTRA_CA_CERTS } = process.env;
  Object.assign(
    process.env,
    site.variables,
    HTTP_PROXY && { HTTP_PROXY },
    NODE_EXTRA_CA_CERTS && { NODE_EXTRA_CA_CERTS },
  );
  const requireFromBuild = createRequire(join(site.baseDir, 'package.json'));
  markFetch(invocationHeader, () => require(site.undici));
  const { LocalDevelopmentServer } = requireFromBuild('@twilio/runtime-handler/dev') as DevRuntime;
  const app = new LocalDevelopmentServer(0, {
    baseDir: site.baseDir,
    env: site.variables,
    port: 0,
    url: site.url,
    routes: { functions: site.functions, assets: site.assets },
    detailedLogs: false,
    live: false,
    logs: false,
    legacyMode: false,
    appName: 'emulator',
    forkProcess: false,
    enableDebugLogs: false,
  }).getApp();
  app.set('env', 'production'); // no stack traces for requests that cannot be read
  app.set('x-powered-by', false);
  app.set('etag', false);

  const files = new Map(site.functions.map((file) => [file.path, file]));
  const server = createServer((request, response) => answer(app, files, site.key, request, response));
  // The emulator alone talks to this server, and it keeps its connections.
  server.keepAliveTimeout = 0;
  server.headersTimeout = 0;
  server.requestTimeout = 0;
  server.listen(0, '127.0.0.1', () => send({ kind: 'serving', port: (server.address() as AddressInfo).port }));
}

function answer(
  app: App,
  files: ReadonlyMap<string, HostedFile>,
  key: string,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  const [shownKey, id, clock, memory] = String(request.headers[runHeader] ?? '').split(' ');
  if (shownKey !== key || id === undefined || clock === undefined) {
    response.writeHead(403).end();
    return;
  }
  setTime(clock);
  remember(memory);
  hideHeaders(request);
  startRun(id, (run) => {
    // The callback ends the run: what the Function has begun and not awaited gets no further, however soon its request would go out.
    const end = response.end.bind(response) as (...args: unknown[]) => ServerResponse;
    response.end = ((...args: unknown[]) => {
      run.hasEnded = true;
      return end(...args);
    }) as typeof response.end;
    response.on('close', () => {
      run.hasEnded = true;
      forgetRun(id);
      send({ kind: 'ended', run: id });
    });
    const file = files.get(new URL(request.url ?? '/', 'http://host').pathname);
    try {
      if (file) loadHandler(file.filePath);
    } catch (error) {
      report('error', textOf(error));
      const { name, message } = error instanceof Error ? error : new Error(String(error));
      response.writeHead(500, { 'content-type': 'application/json' }).end(JSON.stringify({ message, name }));
      return;
    }
    app(request, response);
  });
}

/** What is between the emulator and this process is not the Function's business; nor does the platform pass on `Host`. */
function hideHeaders(request: IncomingMessage): void {
  const shown: string[] = [];
  for (let i = 0; i < request.rawHeaders.length; i += 2) {
    const name = request.rawHeaders[i] ?? '';
    const lower = name.toLowerCase();
    if (lower === 'host' || lower === runHeader) continue;
    shown.push(name, request.rawHeaders[i + 1] ?? '');
  }
  request.rawHeaders = shown;
}

const onStrayError = (what: string) => (error: unknown) => {
  const run = currentRun();
  if (run?.fail && !run.hasEnded) run.fail(error ?? new Error(what));
  else report('error', `${what}: ${textOf(error)}`);
};
process.on('unhandledRejection', onStrayError('Unhandled rejection'));
process.on('uncaughtException', onStrayError('Uncaught exception'));

process.on('message', (message: ToHost) => {
  if (message.kind === 'serve') {
    serve(message.site);
    return;
  }
  killRun(message.run);
  send({ kind: 'killed', run: message.run });
});
// Ctrl-C reaches the whole group of processes; the emulator says when this one is to end, or ends itself.
process.on('SIGINT', () => undefined);
process.on('disconnect', () => process.exit());
send({ kind: 'started' });
