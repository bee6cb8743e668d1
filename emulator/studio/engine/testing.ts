import type { Condition, FlowDefinition, State } from '../definition';
import { runExecution } from './engine';
import { type Execution, newExecution, type Signal, type Start } from './execution';
import type { HttpAnswer, HttpRequest, OutgoingText, Ports, SentText, Step, Warning } from './ports';

/** Shorthands for flows in tests: `{ ask: ['send-and-wait-for-reply', {body: '…'}, {incomingMessage: 'next'}] }`. */
export type Sketch = Record<
  string,
  readonly [
    type: State['type'],
    properties: Record<string, unknown>,
    next: Record<string, string | undefined>,
    matches?: readonly Match[],
  ]
>;
export type Match = readonly [next: string, ...conditions: readonly (readonly [type: string, value: string])[]];

export function flowOf(sketch: Sketch): FlowDefinition {
  const states = Object.entries(sketch).map(
    ([name, [type, properties, next, matches = []]]): State => ({
      name,
      type,
      properties: { offset: { x: 0, y: 0 }, ...defaults[type], ...properties },
      transitions: [
        ...Object.entries(next).map(([event, to]) => ({ event, ...(to !== undefined && { next: to }) })),
        ...matches.map(([to, ...conditions]) => ({
          event: 'match',
          next: to,
          conditions: conditions.map(
            ([kind, value]): Condition => ({
              friendly_name: `If value ${kind} ${value}`,
              arguments: [String(properties.input)],
              type: kind,
              value,
            }),
          ),
        })),
      ],
    }),
  );
  return { description: 'test', states, initial_state: states[0]?.name ?? '', flags: { allow_concurrent_calls: true } };
}

const fromUs = { from: '{{flow.channel.address}}' };
const defaults: Partial<Record<State['type'], Record<string, unknown>>> = {
  'send-message': { ...fromUs, to: '{{contact.channel.address}}' },
  'send-and-wait-for-reply': { ...fromUs, timeout: '3600' },
};

/** A run without a world: texts, requests, steps and warnings are lists; answers are what the test says. */
export function playground(flow: FlowDefinition, subflows: Record<string, FlowDefinition> = {}) {
  const texts: OutgoingText[] = [];
  const requests: HttpRequest[] = [];
  const redirects: string[] = [];
  const steps: Step[] = [];
  const warnings: Warning[] = [];
  const play = {
    now: Date.parse('2026-03-12T15:00:00Z'),
    texts,
    requests,
    redirects,
    steps,
    warnings,
    answers: [] as HttpAnswer[],
    refuse: undefined as { code: number; message: string } | undefined,
    canRedirect: true,
    stopAfterSteps: Number.POSITIVE_INFINITY,
    execution: undefined as unknown as Execution,
    path: () => steps.map(({ from, event, to }) => `${from}.${event}>${to}`),
    bodies: () => texts.map(({ body }) => body),
    context: () => (play.execution.frames[0] as Execution['frames'][number]).context,
    async start(start: Start | string) {
      const trigger: Start =
        typeof start === 'string'
          ? { event: 'incomingMessage', message: { Body: start, From: '+15005550010', To: '+15005550001' } }
          : start;
      play.execution = newExecution(
        {
          sid: 'FNtest',
          contact: '+15005550010',
          address: '+15005550001',
          flow: { flowSid: 'FWtest', revision: '1' },
          nowMs: play.now,
          initialState: flow.initial_state,
        },
        trigger,
      );
      return play.signal({ kind: 'start', event: trigger.event });
    },
    message: (body: string) => play.signal({ kind: 'message', message: { Body: body, From: '+15005550010' } }),
    async signal(signal: Signal) {
      play.execution = await runExecution(play.execution, signal, ports);
      return play.execution;
    },
  };
  const ports: Ports = {
    now: () => play.now,
    definition: ({ flowSid }) => (flowSid === 'FWtest' ? flow : subflows[flowSid]),
    pinned: (ref) => ref,
    async sendText(text): Promise<SentText> {
      if (play.refuse) return { kind: 'refused', ...play.refuse };
      texts.push(text);
      return { kind: 'sent', outbound: { Sid: `SM${texts.length}`, Body: text.body, To: text.to, Status: 'queued' } };
    },
    async request(request) {
      requests.push(request);
      return play.answers.shift() ?? { kind: 'no-answer', error: 'nobody listens' };
    },
    redirect(url, method) {
      if (play.canRedirect) redirects.push(`${method} ${url}`);
      return play.canRedirect;
    },
    step(step) {
      steps.push(step);
      return steps.length <= play.stopAfterSteps ? `FT${steps.length}` : false;
    },
    warn: (warning) => void warnings.push(warning),
  };
  return play;
}

export const json = (value: unknown, status = 200): HttpAnswer => ({
  kind: 'answer',
  status,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(value),
});
export const plain = (body: string, status = 200): HttpAnswer => ({
  kind: 'answer',
  status,
  headers: { 'content-type': 'text/plain' },
  body,
});
