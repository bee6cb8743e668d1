import { type FlowDefinition, nextOf, stateNamed } from './definition';
import { runExecution, takes } from './engine/engine';
import { type Execution, newExecution, type Signal, type Start } from './engine/execution';
import type { HttpAnswer, HttpRequest, OutgoingText, Ports, Step, Warning } from './engine/ports';

/** One conversation with a flow, without a world around it: for a terminal, and for whoever tries a flow out. */
export interface Talk {
  /** A text of the contact: begins the flow, continues it, or begins it anew after its end. False when it was dropped (81002). */
  text(body: string): Promise<boolean>;
  /** Begins the flow as the REST API does, with parameters. False while an execution is active. */
  request(parameters: Readonly<Record<string, unknown>>): Promise<boolean>;
  /** Lets the time pass until the question that waits times out. False when none waits. */
  timeout(): Promise<boolean>;
  /** The question that waits could not be delivered. False when none waits. */
  undelivered(): Promise<boolean>;
  execution(): Execution | undefined;
}
export interface Refusal {
  readonly code: number;
  readonly message: string;
}
export interface TalkPorts {
  sendText(text: OutgoingText): void | Promise<void>;
  /** Why Twilio refuses a text, if it does; it is not sent then. */
  refusal?(text: OutgoingText): Refusal | undefined;
  callFunction(request: HttpRequest): Promise<HttpAnswer>;
  now(): number;
  step?(step: Step): void;
  warn?(warning: Warning): void;
  redirect?(url: string): void;
  /** Flows that the flow runs as subflows, by what stands in `flow_sid`. */
  subflow?(flowSid: string): FlowDefinition | undefined;
}

const contact = '+15005550010';
const address = '+15005550001';
const flowSid = `FW${'0'.repeat(32)}`;

export function createTalk(flow: FlowDefinition, ports: TalkPorts): Talk {
  let execution: Execution | undefined;
  let aheadMs = 0;
  let texts = 0;
  let steps = 0;
  let executions = 0;
  const sidOf = (prefix: string, count: number) => `${prefix}${String(count).padStart(32, '0')}`;

  const now = () => ports.now() + aheadMs;
  const inner: Ports = {
    now,
    definition: (ref) => (ref.flowSid === flowSid ? flow : ports.subflow?.(ref.flowSid)),
    pinned: (ref) => ref,
    async sendText(text) {
      const refusal = ports.refusal?.(text);
      if (refusal) return { kind: 'refused', ...refusal };
      await ports.sendText(text);
      texts += 1;
      const { to: To, from: From, body: Body } = text;
      return { kind: 'sent', outbound: { Sid: sidOf('SM', texts), To, From, Body, Status: 'queued' } };
    },
    request: ports.callFunction,
    redirect(url) {
      ports.redirect?.(url);
      return true;
    },
    step(step) {
      ports.step?.(step);
      steps += 1;
      return sidOf('FT', steps);
    },
    warn: (warning) => ports.warn?.(warning),
  };

  const give = async (signal: Signal): Promise<boolean> => {
    if (execution === undefined || !takes(execution, signal)) return false;
    execution = await runExecution(execution, signal, inner);
    return true;
  };

  const begin = async (start: Start): Promise<boolean> => {
    if (execution?.status === 'active') return false;
    executions += 1;
    const sid = sidOf('FN', executions);
    const ref = { flowSid, revision: '1' };
    execution = newExecution(
      { sid, contact, address, flow: ref, nowMs: now(), initialState: flow.initial_state },
      start,
    );
    return give({ kind: 'start', event: start.event });
  };

  return {
    async text(body) {
      const message = { Body: body, From: contact, To: address, MessageSid: sidOf('SM', 0), NumMedia: '0' };
      if (execution?.status === 'active') return give({ kind: 'message', message });
      return begin(startOf(flow, message));
    },
    request: (parameters) => begin({ event: 'incomingRequest', parameters }),
    timeout() {
      const untilMs = execution?.waiting?.untilMs;
      if (untilMs !== undefined) aheadMs += Math.max(untilMs - now(), 0);
      return give({ kind: 'timeout' });
    },
    undelivered: () => give({ kind: 'delivery-failure', status: 'undelivered', errorCode: 30003 }),
    execution: () => execution,
  };
}

/** A text begins a flow by the event that the flow is made for: a conversation's message or a call, where it knows no other. */
function startOf(flow: FlowDefinition, message: Readonly<Record<string, string>>): Start {
  const trigger = stateNamed(flow, flow.initial_state);
  const isWired = (event: string) => trigger !== undefined && nextOf(trigger, event) !== '';
  if (!isWired('incomingMessage')) {
    for (const event of ['incomingConversationMessage', 'incomingCall'] as const) {
      if (isWired(event)) return { event, params: { ...message, ConversationSid: `CH${'0'.repeat(32)}` } };
    }
  }
  return { event: 'incomingMessage', message };
}
