import type { StudioErrorCode } from '../error-codes';

/** One run of a flow with one contact, between two events: plain data, so that it can be stored and picked up again. */
export interface Execution {
  readonly sid: string; // FN…
  readonly contact: string; // '+15005550006'
  /** Our side: a number, or the SID of a Messaging Service. */
  readonly address: string;
  readonly startedAtMs: number;
  readonly status: 'active' | 'ended';
  /** The flow, and on top of it the subflow that it is in: never more than two. The last is where it stands. */
  readonly frames: readonly Frame[];
  /** What it waits for; none while it runs and after its end. */
  readonly waiting?: Waiting;
  readonly steps: number;
  readonly sameWidget: { readonly name: string; readonly times: number };
  readonly ended?: Ending;
}

export interface Frame {
  readonly flow: FlowRef;
  readonly widget: string;
  readonly context: Context;
  /** The step that led into this subflow. */
  readonly parentStepSid?: string;
}

/** A revision of a flow; an execution stays on the one that it began with. */
export interface FlowRef {
  readonly flowSid: string;
  readonly revision: string; // '3', 'LatestPublished', 'LatestRevision'
}

export interface Waiting {
  readonly for: 'reply' | 'return';
  readonly untilMs: number;
  /** The text that asks; its failure to arrive is the event deliveryFailure. */
  readonly messageSid?: string;
}

/** Why an execution is over. `code` where Twilio would log an error; the end of a path has none. */
export interface Ending {
  readonly reason: string;
  readonly code?: StudioErrorCode;
  readonly widget?: string;
}

/** What Liquid sees. */
export interface Context {
  readonly trigger: Readonly<Record<string, unknown>>;
  readonly contact: { readonly channel: { readonly address: string } };
  readonly flow: {
    readonly sid: string; // the execution's, FN…; Studio's naming, not ours
    readonly flow_sid: string;
    readonly channel: { readonly address: string };
    readonly data: Readonly<Record<string, unknown>>;
    readonly variables: Readonly<Record<string, unknown>>;
  };
  readonly widgets: Readonly<Record<string, WidgetOutput>>;
}
export type WidgetOutput = Readonly<Record<string, unknown>>;

export const withOutput = (context: Context, widget: string, output: WidgetOutput): Context => ({
  ...context,
  widgets: { ...context.widgets, [widget]: output },
});

/** What begins an execution. */
export type Start =
  | { readonly event: 'incomingMessage'; readonly message: Readonly<Record<string, string>> }
  | { readonly event: 'incomingRequest'; readonly parameters: Readonly<Record<string, unknown>> }
  | {
      readonly event: 'incomingConversationMessage' | 'incomingCall';
      readonly params: Readonly<Record<string, string>>;
    };

/** What can come to an execution that waits. */
export type Signal =
  | { readonly kind: 'start'; readonly event: string }
  | { readonly kind: 'message'; readonly message: Readonly<Record<string, string>> }
  | { readonly kind: 'return'; readonly params: Readonly<Record<string, string>> }
  | { readonly kind: 'timeout' }
  | { readonly kind: 'delivery-failure'; readonly status: string; readonly errorCode?: number };

export function newExecution(
  execution: { sid: string; contact: string; address: string; flow: FlowRef; nowMs: number; initialState: string },
  start: Start,
): Execution {
  const { sid, contact, address, flow } = execution;
  const data = start.event === 'incomingRequest' ? start.parameters : {};
  return {
    sid,
    contact,
    address,
    startedAtMs: execution.nowMs,
    status: 'active',
    frames: [
      {
        flow,
        widget: execution.initialState,
        context: {
          trigger: triggerOf(start, contact, address),
          contact: { channel: { address: contact } },
          flow: { sid, flow_sid: flow.flowSid, channel: { address }, data, variables: {} },
          widgets: {},
        },
      },
    ],
    steps: 0,
    sameWidget: { name: '', times: 0 },
  };
}

function triggerOf(start: Start, contact: string, address: string): Context['trigger'] {
  switch (start.event) {
    case 'incomingMessage':
      return { message: start.message };
    case 'incomingRequest':
      return { request: { to: contact, from: address, parameters: start.parameters } };
    case 'incomingConversationMessage':
      return { conversation: start.params };
    case 'incomingCall':
      return { call: start.params };
  }
}
