import type { IncomingMessage, ServerResponse } from 'node:http';
import { isLoopback } from '../core/webhooks';
import type { World } from '../core/world';
import type { Fault, Faults } from '../net/faults';
import { readBody, sendJson } from '../net/http';
import { streamEvents } from './events';
import { flowViews } from './flows';
import {
  BadInput,
  clockInput,
  faultInput,
  handsetInput,
  handsetNumber,
  inboundInput,
  lastDateMs,
  messagesQuery,
  parsed,
  phonesInput,
} from './inputs';
import type { Records } from './records';

/** A phone that the page shows. */
export interface Phone {
  readonly number: string;
  readonly name: string;
  readonly role?: string;
  readonly quick?: readonly string[]; // texts that are one tap away
}

/** A phone that was made to refuse texts, or to take them again. */
export interface Handset {
  readonly number: string;
  readonly reachable: boolean;
  readonly errorCode?: number;
}

/** What the control API does with texts. */
export interface Texts {
  inbound(text: {
    from: string;
    to?: string;
    body: string;
    sid?: string;
    via?: 'webhook' | 'fallback';
  }): Promise<unknown>;
  transcript(number: string, after?: string): unknown;
  setHandset(number: string, handset: Omit<Handset, 'number'>): void;
  handsets(): readonly Handset[];
  scheduled(): unknown;
}

export interface ControlOptions {
  readonly world: World;
  readonly faults: Faults;
  readonly records: Records;
  readonly texts: Texts;
  about(): object;
  reset(): Promise<void>;
}

/** The control API: what a phone, a clock and a saboteur could do, as JSON over HTTP. */
export interface Control {
  /** Answers a request for a path under /_emulator/; false for any other. */
  handle(request: IncomingMessage, response: ServerResponse): Promise<boolean>;
}

const prefix = '/_emulator/';
const maxBodyBytes = 1024 * 1024;
const shownAlarms = 100;

interface Asked {
  readonly input: unknown; // the JSON body
  readonly query: URLSearchParams;
  readonly rest: string; // of the path, decoded
}
type Answer = { readonly status: number; readonly value?: unknown };
const ok = (value?: unknown): Answer => (value === undefined ? { status: 204 } : { status: 200, value });
const nothingAt = (path: string): Answer => ({ status: 404, value: { error: `There is no ${prefix}${path}` } });

export function createControl({ world, faults, records, texts, about, reset }: ControlOptions): Control {
  const { clock, log, tables } = world;
  const phones = tables.open<readonly Phone[]>('phones');
  const time = () => ({ now: new Date(clock.now()).toISOString(), frozen: clock.offset() === undefined });

  const routes: Record<string, (asked: Asked) => Answer | Promise<Answer>> = {
    'POST inbound': async ({ input }) => ok(await texts.inbound(parsed(inboundInput, input))),
    'GET messages': ({ query }) => {
      const asked = parsed(messagesQuery, { ...Object.fromEntries(query), with: plus(query.get('with')) });
      return ok(texts.transcript(asked.with, asked.after));
    },
    'GET scheduled': () => ok(texts.scheduled()),
    'GET handsets': () => ok(texts.handsets()),
    'PUT handsets/': ({ input, rest }) => {
      const { number } = parsed(handsetNumber, { number: rest });
      texts.setHandset(number, parsed(handsetInput, input));
      return ok({ number, ...parsed(handsetInput, input) });
    },

    'GET clock': () => ok(time()),
    'POST clock': async ({ input }) => {
      const { advance, to, freeze, run } = parsed(clockInput, input);
      if (advance !== undefined && Math.abs(clock.now() + advance) > lastDateMs) {
        throw new BadInput('advance leads beyond every date that there is');
      }
      if (freeze) clock.freeze();
      if (advance !== undefined) await clock.moveTo(clock.now() + advance);
      if (to !== undefined) await clock.moveTo(to);
      if (run) clock.run();
      return ok(time());
    },
    'GET due': () =>
      ok(
        clock
          .due()
          .slice(0, shownAlarms)
          .map(({ atMs, name }) => ({ at: new Date(atMs).toISOString(), name })),
      ),

    'GET faults': () => ok(faults.list()),
    'POST faults': ({ input }) => {
      const id = faults.add(parsed(faultInput, input) satisfies Fault);
      return { status: 201, value: faults.list().find((fault) => fault.id === id) };
    },
    'DELETE faults/': ({ rest }) => (faults.remove(Number(rest)) ? ok() : nothingAt(`faults/${rest}`)),
    'DELETE faults': () => {
      faults.clear();
      return ok();
    },

    'GET calls': () => ok(records.calls()),
    'DELETE calls': () => {
      records.clearCalls();
      return ok();
    },
    'GET webhooks': () => ok(records.webhooks()),
    'DELETE webhooks': () => {
      records.clearWebhooks();
      return ok();
    },

    'GET phones': () => ok(phones.get('phones') ?? []),
    'PUT phones': ({ input }) => {
      phones.set('phones', parsed(phonesInput, input));
      return ok(phones.get('phones'));
    },
    'GET flows': () => ok(flowViews(tables)),
    'GET about': () => ok(about()),
    'POST reset': async () => {
      await reset();
      return ok({ reset: true });
    },
  };

  const answer = async (request: IncomingMessage, url: URL): Promise<Answer> => {
    const path = url.pathname.slice(prefix.length);
    const [first = '', ...rest] = path.split('/');
    const name = rest.length > 0 ? `${first}/` : first;
    const run = routes[`${request.method} ${name}`];
    if (!run) {
      const methods = Object.keys(routes).filter((route) => route.split(' ')[1] === name);
      if (methods.length === 0) return nothingAt(path);
      const allowed = methods.map((route) => route.split(' ')[0]).join(', ');
      return { status: 405, value: { error: `${prefix}${path} takes ${allowed}` } };
    }
    const takesInput = request.method === 'POST' || request.method === 'PUT';
    const input = takesInput && path !== 'reset' ? jsonOf(await readBody(request, maxBodyBytes)) : undefined;
    return run({ input, query: url.searchParams, rest: decodedOf(rest.join('/')) });
  };

  return {
    async handle(request, response) {
      const url = urlOf(request);
      if (!url?.pathname.startsWith(prefix)) return false;
      const refusal = refusalOf(request);
      if (refusal !== undefined) {
        sendJson(response, 403, { error: refusal });
        return true;
      }
      if (request.method === 'GET' && url.pathname === `${prefix}events`) {
        const after = url.searchParams.get('after') ?? request.headers['last-event-id'] ?? '0';
        streamEvents(log, request, response, Number(after) || 0);
        return true;
      }
      try {
        const { status, value } = await answer(request, url);
        sendJson(response, status, value);
      } catch (error) {
        const status = statusOf(error);
        if (status === 500) console.error(error);
        sendJson(response, status, { error: error instanceof Error ? error.message : String(error) });
      }
      return true;
    },
  };
}

/** Why a request may not use the control API: a page of somebody else's could send it, by its own name or by a rebound one. */
export function refusalOf({ headers, socket }: IncomingMessage): string | undefined {
  const { host = '', origin } = headers;
  const named = host.replace(/:\d+$/, '');
  if (!isLoopback(named)) return `Host is ${host}; the local Twilio answers on loopback names only`;
  if (origin === undefined) return undefined;
  const own = ['127.0.0.1', 'localhost', '[::1]'].map((name) => `http://${name}:${socket.localPort}`);
  return own.includes(origin) ? undefined : `Origin is ${origin}; only the local Twilio's own page may ask`;
}

/** The request's URL; undefined for a request line that has none. */
function urlOf({ url = '/' }: IncomingMessage): URL | undefined {
  try {
    return new URL(url, 'http://127.0.0.1');
  } catch {
    return undefined;
  }
}

/** In a query, an unescaped + is a space. */
const plus = (number: string | null) => number?.replace(/^ /, '+') ?? undefined;

function decodedOf(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function jsonOf(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    throw new BadInput('The body is not JSON');
  }
}

/** Errors that say themselves what a client did wrong (Twilio's have a status) are passed on as such. */
function statusOf(error: unknown): number {
  if (error instanceof BadInput) return 400;
  const status = error instanceof Error && 'status' in error ? error.status : undefined;
  return typeof status === 'number' && status >= 400 && status < 600 ? status : 500;
}
