import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { LogEvent, LoggedEvent } from '../../core/world';
import { createPage } from '..';
import type { Execution, Fault, Flow, Handset, Phone, Scheduled } from '../client/control';
import type { ThreadText } from '../lib/conversation';

/** A control API that answers as the emulator's does, with a small service behind it that can be foreseen. For tests of the page alone. */
export interface FakeControl {
  readonly url: string;
  /** What the page asked for, as 'POST inbound {"from":…}'. */
  readonly asked: readonly string[];
  log(event: LogEvent, cause?: string): void;
  /** A text from the service to a phone. */
  text(to: string, body: string, more?: { status?: string; errorCode?: number; cause?: string }): string;
  inbound(from: string, body: string): void;
  /** Breaks all open lines, and refuses new ones until `mend`. */
  breakLine(): void;
  mend(): void;
  now(): number;
  readonly phones: Phone[];
  readonly scheduled: Scheduled[];
  readonly flows: Flow[];
  stop(): Promise<void>;
}

export const serviceNumber = '+15005550006';
const publicUrl = 'https://front-1234-dev.twil.io';
const minuteMs = 60_000;
const startMs = Date.UTC(2026, 10, 21, 12, 46, 5);

const sid = (prefix: string, n: number) => prefix + n.toString(16).padStart(32, '0');

// Bundled once for all fakes of a process.
const page = createPage();

export async function startFakeControl(): Promise<FakeControl> {
  const events: LoggedEvent[] = [];
  const texts: ThreadText[] = [];
  const lines = new Set<ServerResponse>();
  const asked: string[] = [];
  const phones: Phone[] = [
    { number: '+15005550100', name: 'Admin', role: 'admin', quick: ['!showall', '!desk'] },
    { number: '+15005550111', name: 'Ana', role: 'provider', quick: ['!available', '!unavailable', '!done'] },
    { number: '+15005550113', name: 'Cal', role: 'receiver', quick: ['1', '0'] },
    { number: '+15005550114', name: 'Cyrus', role: 'customer', quick: ['ARRIVE', 'Yes'] },
  ];
  const handsets = new Map<string, Handset>();
  const scheduled: Scheduled[] = [];
  const flows: Flow[] = [];
  let faults: Fault[] = [];
  let nowMs = startMs;
  let frozen = true;
  let count = 0;
  let isBroken = false;

  const log = (event: LogEvent, cause?: string) => {
    const logged: LoggedEvent = { ...event, n: events.length + 1, at: new Date(nowMs).toISOString(), cause };
    events.push(logged);
    for (const line of lines) line.write(`data: ${JSON.stringify(logged)}\n\n`);
  };
  const note = (text: Omit<ThreadText, 'date'>, cause?: string) => {
    const known = texts.findIndex((other) => other.sid === text.sid);
    const dated = { ...text, date: new Date(nowMs).toISOString() };
    if (known >= 0) texts[known] = dated;
    else texts.push(dated);
    const { sid, direction, from, to, body, status, errorCode } = text;
    log({ kind: 'message', sid, direction, from, to, body, status, errorCode }, cause);
  };
  const text: FakeControl['text'] = (to, body, { status = 'delivered', errorCode, cause } = {}) => {
    count += 1;
    const made = { sid: sid('SM', count), direction: 'outbound', from: serviceNumber, to, body } as const;
    note({ ...made, status: 'queued' }, cause);
    const isOff = handsets.get(to)?.reachable === false;
    const end = isOff
      ? { status: 'undelivered', errorCode: handsets.get(to)?.errorCode ?? 30003 }
      : { status, errorCode };
    note({ ...made, ...end }, `alarm-${count}`);
    return made.sid;
  };
  const call = (cause: string, method: string, path: string, status: number, note?: string) =>
    log(
      {
        kind: 'call',
        method,
        url: `https://sync.twilio.com/v1/Services/${sid('IS', 7)}/${path}`,
        status,
        ms: 3 + (count % 5),
        beganMs: 0,
        function: '/sms/inbound',
        invocation: cause,
        note,
      },
      cause,
    );
  const inbound = (from: string, body: string) => {
    count += 1;
    const cause = `inbound-${count}`;
    const textSid = sid('SM', count);
    note({ sid: textSid, direction: 'inbound', from, to: serviceNumber, body, status: 'received' }, cause);
    const document = `Documents/request.${from.slice(-4)}`;
    call(cause, 'GET', document, 200);
    call(cause, 'POST', document, body === '0' ? 412 : 200, 'If-Match 3');
    const said = `heard ${JSON.stringify(body)} in 2 calls`;
    log({ kind: 'console', level: 'log', function: '/sms/inbound', invocation: cause, text: said }, cause);
    log({ kind: 'function', path: '/sms/inbound', invocation: cause, status: 200, ms: 38 }, cause);
    const url = `${publicUrl}/sms/inbound`;
    log({ kind: 'webhook', method: 'POST', url, status: 200, ms: 41, signature: 'Qm9ndXMgc2lnbmF0dXJlIQ==' }, cause);
    text(from, `You said: ${body}. More at ${publicUrl}/hello?from=${from.slice(-4)}.`, { cause });
    return textSid;
  };

  const move = (toMs: number) => {
    const from = new Date(nowMs).toISOString();
    for (const due of scheduled.filter(({ sendAt }) => Date.parse(sendAt) <= toMs)) {
      nowMs = Date.parse(due.sendAt);
      scheduled.splice(scheduled.indexOf(due), 1);
      text(due.to, due.body, { cause: `alarm-due-${count}` });
    }
    nowMs = toMs;
    log({ kind: 'clock', from, to: new Date(nowMs).toISOString() });
  };
  const time = () => ({ now: new Date(nowMs).toISOString(), frozen });

  const answer = (name: string, rest: string, query: URLSearchParams, input: Record<string, unknown>): unknown => {
    switch (name) {
      case 'GET about':
        return {
          account: sid('AC', 1),
          numbers: [serviceNumber],
          publicUrl,
          serviceUrl: url,
          pages: [{ name: 'Desk', url: `${publicUrl}/desk.html` }],
        };
      case 'GET phones':
        return phones;
      case 'PUT phones':
        phones.splice(0, phones.length, ...(input as unknown as Phone[]));
        return phones;
      case 'GET messages':
        return texts.filter(({ from, to }) => from === query.get('with') || to === query.get('with'));
      case 'POST inbound':
        if (String(input.body).includes('refuse me')) return undefined;
        return { sid: inbound(String(input.from), String(input.body)), replies: [] };
      case 'GET clock':
        return time();
      case 'POST clock': {
        const advance = { PT1M: minuteMs, PT1H: 60 * minuteMs, P1D: 24 * 60 * minuteMs }[String(input.advance)];
        if (advance !== undefined) move(nowMs + advance);
        if (input.to !== undefined) move(Date.parse(String(input.to)));
        if (input.freeze) frozen = true;
        if (input.run) frozen = false;
        return time();
      }
      case 'GET due':
        return scheduled.map(({ sendAt }) => ({ at: sendAt, name: 'scheduled text' }));
      case 'GET scheduled':
        return scheduled;
      case 'GET faults':
        return faults;
      case 'POST faults':
        faults.push({ ...(input as unknown as Fault), id: faults.length + 1 });
        return faults.at(-1);
      case 'DELETE faults':
        faults = faults.filter(({ id }) => rest !== '' && id !== Number(rest));
        return {};
      case 'GET handsets':
        return [...handsets.values()];
      case 'PUT handsets':
        handsets.set(rest, { ...(input as unknown as Handset), number: rest });
        return {};
      case 'GET flows':
        return flows;
      case 'POST reset':
        texts.length = 0;
        scheduled.length = 0;
        events.length = 0;
        faults = [];
        for (const line of lines) line.write(`data: ${JSON.stringify({ kind: 'reset', n: 0 })}\n\n`);
        return {};
      default:
        return undefined;
    }
  };

  const handle = async (req: IncomingMessage, res: ServerResponse) => {
    const target = new URL(req.url ?? '/', 'http://127.0.0.1');
    if (target.pathname === '/hello') return void res.end('Hello from the service');
    if (!target.pathname.startsWith('/_emulator/')) {
      if (!page.handle(req, res)) res.writeHead(404).end();
      return;
    }
    if (isBroken) return void res.destroy();
    const [resource = '', rest = ''] = target.pathname.slice('/_emulator/'.length).split('/');
    if (resource === 'events') {
      res.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
      res.write(': here\n\n');
      for (const event of events) res.write(`data: ${JSON.stringify(event)}\n\n`);
      lines.add(res);
      res.on('close', () => lines.delete(res));
      return;
    }
    let body = '';
    for await (const chunk of req) body += chunk;
    if (req.method !== 'GET') asked.push(`${req.method} ${resource} ${body}`.trim());
    const input = body === '' ? {} : JSON.parse(body);
    const value = answer(`${req.method} ${resource}`, decodeURIComponent(rest), target.searchParams, input);
    res.writeHead(value === undefined ? 400 : 200, { 'content-type': 'application/json' });
    res.end(JSON.stringify(value ?? { error: 'The fake refuses this.' }));
  };

  const server = createServer((req, res) => void handle(req, res));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  return {
    url,
    asked,
    log,
    text,
    inbound,
    phones,
    scheduled,
    flows,
    now: () => nowMs,
    breakLine() {
      isBroken = true;
      for (const line of lines) line.destroy();
    },
    mend() {
      isBroken = false;
    },
    stop() {
      for (const line of lines) line.destroy();
      return new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
    },
  };
}

/** A flow with two ways, and an execution that stands in the middle of it. */
export function exampleFlow(): Flow {
  const widget = (name: string, type: string, x: number, y: number, next: Record<string, string | undefined>) => ({
    name,
    type,
    transitions: Object.entries(next).map(([event, to]) => ({ event, next: to })),
    properties: { offset: { x, y } },
  });
  const step = (from: string, to: string, name: string) => ({ name, transitionedFrom: from, transitionedTo: to });
  const execution: Execution = {
    sid: sid('FN', 1),
    status: 'active',
    contact: '+15005550114',
    steps: [
      step('Trigger', 'find_order', 'incomingMessage'),
      step('find_order', 'ask_car', 'success'),
      step('ask_car', 'check_car', 'incomingMessage'),
      step('check_car', 'ask_plate', 'match'),
    ],
    context: {
      trigger: { message: { Body: 'ARRIVE', From: '+15005550114', To: serviceNumber } },
      flow: { variables: { tries: 1, language: 'en' } },
      widgets: {
        find_order: { parsed: { number: '41', name: 'Cyrus' }, status_code: 200 },
        ask_car: { inbound: { Body: 'red Volvo', NumMedia: '0' }, outbound: { Status: 'delivered' } },
      },
    },
  };
  return {
    sid: sid('FW', 1),
    friendlyName: 'Order pickup',
    status: 'published',
    executions: [execution],
    definition: {
      initial_state: 'Trigger',
      states: [
        widget('Trigger', 'trigger', 0, 0, { incomingMessage: 'find_order', incomingCall: undefined }),
        widget('find_order', 'run-function', 0, 160, { success: 'ask_car', fail: 'say_sorry' }),
        widget('ask_car', 'send-and-wait-for-reply', 0, 320, { incomingMessage: 'check_car', timeout: 'say_later' }),
        widget('check_car', 'split-based-on', 0, 480, { noMatch: 'ask_car', match: 'ask_plate' }),
        widget('ask_plate', 'send-and-wait-for-reply', 0, 640, { incomingMessage: 'tell_staff', timeout: 'say_later' }),
        widget('tell_staff', 'run-function', 0, 800, { success: 'say_thanks', fail: 'say_sorry' }),
        widget('say_thanks', 'send-message', 0, 960, {}),
        widget('say_later', 'send-message', 320, 640, {}),
        widget('say_sorry', 'send-message', -320, 320, {}),
      ],
    },
  };
}
