import http from 'node:http';
import https from 'node:https';
import { syncBuiltinESMExports } from 'node:module';
import { isTunnelling, KeepAliveProxyAgent } from './proxy-agent';
import { currentRun } from './runs';

const lostCall = 'The Function has ended; on the platform this request would never be sent';

/** Marks every request that Function code makes with its run, so that the emulator knows who calls, and stops what comes after the end. */
export function markRequests(header: string): void {
  for (const builtIn of [http, https] as (typeof http)[]) {
    const request = builtIn.request.bind(builtIn) as (...args: unknown[]) => http.ClientRequest;
    const marked = (...args: unknown[]) => {
      const sent = request(...args.map(withKeptConnections));
      const run = currentRun();
      if (!run) return sent;
      if (run.hasEnded) sent.destroy(new Error(lostCall));
      else if (!sent.headersSent) sent.setHeader(header, run.id);
      return sent;
    };
    builtIn.request = marked as typeof http.request;
    builtIn.get = ((...args: unknown[]) => {
      const sent = marked(...args);
      sent.end();
      return sent;
    }) as typeof http.get;
  }
  syncBuiltinESMExports();
}

let keptConnections: KeepAliveProxyAgent | undefined;

/** The options of a request, with our own agent in the place of one that opens a tunnel for each request. */
function withKeptConnections(argument: unknown): unknown {
  const { HTTP_PROXY } = process.env;
  if (!HTTP_PROXY || !isOptions(argument) || !isTunnelling(argument.agent)) return argument;
  keptConnections ??= new KeepAliveProxyAgent(HTTP_PROXY);
  return { ...argument, agent: keptConnections };
}

const isOptions = (argument: unknown): argument is { agent?: unknown } =>
  typeof argument === 'object' && argument !== null && !(argument instanceof URL) && 'agent' in argument;

interface Dispatcher {
  compose(interceptor: (dispatch: Dispatch) => (options: DispatchOptions, handler: unknown) => boolean): Dispatcher;
}
type Dispatch = (options: DispatchOptions, handler: unknown) => boolean;
interface DispatchOptions {
  readonly headers?: unknown;
}
interface Undici {
  readonly EnvHttpProxyAgent: new () => Dispatcher;
  setGlobalDispatcher(dispatcher: Dispatcher): void;
}

/** The same for `fetch`, which moreover takes no notice of HTTP_PROXY by itself. `undici` is loaded at the first fetch: it takes a while. */
export function markFetch(header: string, load: () => unknown): void {
  const builtIn = globalThis.fetch;
  globalThis.fetch = (...args) => {
    globalThis.fetch = builtIn;
    const { EnvHttpProxyAgent, setGlobalDispatcher } = load() as Undici;
    const mark = (dispatch: Dispatch) => (options: DispatchOptions, handler: unknown) => {
      const run = currentRun();
      if (!run) return dispatch(options, handler);
      if (run.hasEnded) throw new Error(lostCall);
      return dispatch({ ...options, headers: withHeader(options.headers, header, run.id) }, handler);
    };
    setGlobalDispatcher(new EnvHttpProxyAgent().compose(mark));
    return builtIn(...args);
  };
}

function withHeader(headers: unknown, name: string, value: string): unknown {
  if (Array.isArray(headers)) return [...headers, name, value]; // names and values by turns
  if (isIterable(headers)) return Object.fromEntries([...headers, [name, value]]);
  return { ...(headers as Record<string, string> | undefined), [name]: value };
}

const isIterable = (value: unknown): value is Iterable<[string, string]> =>
  typeof value === 'object' && value !== null && Symbol.iterator in value;
