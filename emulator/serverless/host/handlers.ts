import { report, textOf } from './report';
import { currentRun, type Run } from './runs';

type Callback = (error: unknown, payload?: unknown) => void;
type Handler = (context: unknown, event: unknown, callback: Callback) => unknown;

const loaded = new Set<string>();

let memoryNow: string | undefined;

/** Drops what was loaded for another memory: what modules keep goes with them. */
export function remember(memory: string | undefined): void {
  if (memory === memoryNow) return;
  memoryNow = memory;
  for (const filePath of loaded) delete require.cache[filePath];
  loaded.clear();
}

/**
 * Loads a Function and puts the platform's rules around its handler: the first callback ends the run, a rejection is an error like any
 * other, and neither reaches the process that other runs share.
 *
 * @throws what the module throws as it is loaded
 */
export function loadHandler(filePath: string): void {
  if (loaded.has(filePath)) return;
  const exported: unknown = require(filePath);
  const handler = (exported as { handler?: unknown } | undefined)?.handler;
  if (typeof handler !== 'function') throw new Error('The Function exports no handler');
  const cached = require.cache[filePath];
  // A new object: a bundle's exports are getters that cannot be written over.
  if (cached) cached.exports = Object.create(exported as object, { handler: { value: guarded(handler as Handler) } });
  loaded.add(filePath);
}

const guarded =
  (handler: Handler): Handler =>
  (context, event, callback) => {
    const run = currentRun();
    if (!run || run.hasBegun) return handler(context, event, callback);
    run.hasBegun = true;
    const finish: Callback = (error, payload) => end(run, callback, error, payload);
    run.fail = finish;
    try {
      const result = handler(context, event, finish);
      if (isPromise(result)) result.then(undefined, finish);
    } catch (error) {
      finish(error ?? new Error(`The Function threw ${error}`));
    }
    return undefined;
  };

function end(run: Run, callback: Callback, error: unknown, payload: unknown): void {
  if (run.hasEnded) return;
  run.hasEnded = true;
  const failure = error || unsendable(payload);
  if (failure) report('error', textOf(failure), run.id);
  try {
    // A number would be taken for a status by the server that answers.
    callback(failure, typeof payload === 'number' ? String(payload) : payload);
  } catch (unsent) {
    report('error', textOf(unsent), run.id); // what cannot be sent, e.g. a status that is none
    callback(unsent);
  }
}

/** The platform turns a Response's body into bytes, which an object has only when it is said to be JSON. */
function unsendable(payload: unknown): Error | undefined {
  const { body, headers } = (payload ?? {}) as { body?: unknown; headers?: Record<string, unknown> };
  if (payload?.constructor?.name !== 'Response' || typeof body !== 'object' || body === null) return undefined;
  if (Buffer.isBuffer(body)) return undefined;
  const names = Object.keys(headers ?? {});
  const contentType = names.find((name) => name.toLowerCase() === 'content-type');
  if (contentType !== undefined && String(headers?.[contentType]).startsWith('application/json')) return undefined;
  return new TypeError('The body of the Response is an object, but its Content-Type is not application/json');
}

const isPromise = (value: unknown): value is Promise<unknown> =>
  typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function';
