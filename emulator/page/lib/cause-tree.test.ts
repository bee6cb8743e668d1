import type { LogEvent, LoggedEvent } from '../../core/world';
import { type Cause, causesOf, type Effect, listed, matching } from './cause-tree';

const service = 'https://f-1-dev.twil.io';
let events: LoggedEvent[] = [];
beforeEach(() => {
  events = [];
});
const log = (cause: string | undefined, event: LogEvent) =>
  events.push({ ...event, n: events.length + 1, at: '2026-11-21T12:46:05.000Z', cause });

const text = (cause: string, sid: string, status: string, direction: 'inbound' | 'outbound' = 'outbound') =>
  log(cause, { kind: 'message', sid, direction, from: '+1', to: '+2', body: `text ${sid}`, status });
const call = (cause: string, invocation?: string, status = 200) =>
  log(cause, {
    kind: 'call',
    method: 'GET',
    url: 'https://sync.twilio.com/v1/Services/IS1/Documents/request.1',
    status,
    ms: 3,
    beganMs: 0,
    invocation,
    function: invocation && '/sms/inbound',
  });
const run = (cause: string, invocation: string, path = '/sms/inbound') =>
  log(cause, { kind: 'function', path, invocation, status: 200, ms: 40 });
const webhook = (cause: string, path = '/sms/inbound', status = 200) =>
  log(cause, { kind: 'webhook', method: 'POST', url: `${service}${path}?x=1`, status, ms: 41, signature: 's' });

/** The tree in words: 'message[], webhook[function[call,console]]' */
const told = (effects: readonly Effect[]): string =>
  effects
    .map(
      (effect) => `${effect.event?.kind ?? 'running'}${effect.children.length > 0 ? `[${told(effect.children)}]` : ''}`,
    )
    .join(',');
const tree = (cause: Cause | undefined) => told(cause?.effects ?? []);

test('a text folds out into its webhook, the Function, its calls and the texts that it set off', () => {
  text('inbound-1', 'SM1', 'received', 'inbound');
  call('inbound-1', 'a');
  log('inbound-1', { kind: 'console', level: 'log', function: '/sms/inbound', invocation: 'a', text: 'hm' });
  text('inbound-1', 'SM2', 'queued');
  run('inbound-1', 'a');
  webhook('inbound-1');
  const [cause, ...rest] = causesOf(events);
  expect(rest).toEqual([]);
  expect(cause?.text?.body).toBe('text SM1');
  expect(tree(cause)).toBe('webhook[function[call,console]],message');
  expect(cause?.tally).toEqual({ calls: 1, texts: 1, problems: 0 });
});

test('a Function that still runs shows what it has done so far', () => {
  text('inbound-1', 'SM1', 'received', 'inbound');
  call('inbound-1', 'a');
  expect(tree(causesOf(events)[0])).toBe('running[call]');
});

test('two runs of one Function keep their calls apart', () => {
  call('alarm-1', 'a');
  call('alarm-1', 'b');
  call('alarm-1', 'b');
  run('alarm-1', 'b');
  webhook('alarm-1');
  run('alarm-1', 'a');
  webhook('alarm-1');
  expect(tree(causesOf(events)[0])).toBe('webhook[function[call]],webhook[function[call,call]]');
});

test('delivery and its callback go under the text, though an alarm of their own brings them', () => {
  text('inbound-1', 'SM1', 'received', 'inbound');
  text('inbound-1', 'SM2', 'queued');
  text('alarm-7', 'SM2', 'delivered');
  run('alarm-7', 'z', '/sms/status');
  webhook('alarm-7', '/sms/status');
  const causes = causesOf(events);
  expect(causes).toHaveLength(1);
  expect(tree(causes[0])).toBe('message[webhook[function]]');
  expect(causes[0]?.effects[0]?.latest).toMatchObject({ status: 'delivered' });
});

test('a scheduled text that falls due is a cause of its own', () => {
  text('inbound-1', 'SM2', 'scheduled');
  text('alarm-7', 'SM2', 'queued');
  text('alarm-8', 'SM2', 'delivered');
  expect(causesOf(events).map(tree)).toEqual(['message', 'message']);
  expect(causesOf(events)[1]?.effects[0]?.latest).toMatchObject({ status: 'delivered' });
});

test('the calls of a tool are one entry, until something else happens', () => {
  call('call-1');
  call('call-2');
  text('inbound-1', 'SM1', 'received', 'inbound');
  call('call-3');
  expect(causesOf(events).map((cause) => [cause.kind, cause.tally.calls])).toEqual([
    ['tools', 2],
    ['inbound', 0],
    ['tools', 1],
  ]);
});

test('a lost revision is everyday business, a refused text and a failed webhook are problems', () => {
  call('inbound-1', 'a', 412);
  expect(causesOf(events)[0]?.tally.problems).toBe(0);
  webhook('inbound-1', '/sms/inbound', 500);
  text('inbound-1', 'SM2', 'failed');
  expect(causesOf(events)[0]?.tally.problems).toBe(2);
});

test('the filter keeps lines that hold its words, and what stands above them', () => {
  text('inbound-1', 'SM1', 'received', 'inbound');
  call('inbound-1', 'a');
  log('inbound-1', { kind: 'console', level: 'log', function: '/sms/inbound', invocation: 'a', text: 'No Provider' });
  run('inbound-1', 'a');
  text('inbound-2', 'SM3', 'received', 'inbound');
  const words = (event: LoggedEvent) => JSON.stringify(event);
  const kept = matching(causesOf(events), 'provider no', words);
  expect(kept.map(tree)).toEqual(['function[console]']);
  expect(matching(causesOf(events), '  ', words)).toHaveLength(2);
});

test('three callbacks that were only answered are one line, one that made a call or failed is its own', () => {
  for (const invocation of ['a', 'b', 'c']) {
    run('alarm-1', invocation, '/sms/status');
    webhook('alarm-1', '/sms/status');
  }
  call('alarm-1', 'd');
  run('alarm-1', 'd', '/sms/inbound');
  webhook('alarm-1', '/sms/inbound');
  webhook('alarm-1', '/sms/status', 500);
  const rows = listed(causesOf(events)[0]?.effects ?? []);
  expect(rows.map(({ effect, times }) => `${told([effect])} ${times}`)).toEqual([
    'webhook 3',
    'webhook[function[call]] 1',
    'webhook 1',
  ]);
});
