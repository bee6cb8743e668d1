import { type State, stateNamed, type Transition } from '../definition';
import { studioLimits } from '../limits';
import type { WidgetType } from '../widgets';
import {
  type Context,
  type Ending,
  type Execution,
  type Frame,
  type Signal,
  type Waiting,
  withOutput,
} from './execution';
import { makeHttpRequest, runFunction } from './http-request';
import { endedState, type Ports } from './ports';
import { sendAndWait, sendMessage } from './send-text';
import { setVariables } from './set-variables';
import { split } from './split';
import { enteredBy, returnFromSubflow, runSubflow } from './subflow';
import { addTwimlRedirect } from './twiml-redirect';
import { type Outcome, visitOf, type Widget } from './widget';

const widgets: Partial<Record<WidgetType, Widget>> = {
  'send-message': sendMessage,
  'send-and-wait-for-reply': sendAndWait,
  'split-based-on': split,
  'set-variables': setVariables,
  'run-function': runFunction,
  'make-http-request': makeHttpRequest,
  'run-subflow': runSubflow,
  'add-twiml-redirect': addTwimlRedirect,
};

/** Whether the execution takes this signal now. What it does not take, Studio ignores with 81002. */
export function takes(execution: Execution, signal: Signal): boolean {
  if (execution.status !== 'active') return false;
  const { waiting } = execution;
  switch (signal.kind) {
    case 'start':
      return execution.steps === 0 && waiting === undefined;
    case 'message':
    case 'delivery-failure':
      return waiting?.for === 'reply';
    case 'return':
      return waiting?.for === 'return';
    case 'timeout':
      return waiting !== undefined;
  }
}

/**
 * Runs the execution from a signal that it `takes` until it waits again or has ended. Never throws: what a flow cannot do ends it
 * with a reason.
 */
export async function runExecution(execution: Execution, signal: Signal, ports: Ports): Promise<Execution> {
  let current: Execution = { ...execution, waiting: undefined };
  let outcome = answerTo(current, execution.waiting, signal);
  for (;;) {
    const moved = follow(current, outcome, ports);
    if (moved === 'stopped') return { ...current, status: 'ended', ended: { reason: 'ended from outside' } };
    current = moved;
    if (current.status === 'ended' || current.waiting !== undefined) return current;
    outcome = await enter(current, ports);
    const place = topOf(current);
    current = {
      ...current,
      sameWidget: {
        name: place.widget,
        times: current.sameWidget.name === place.widget ? current.sameWidget.times + 1 : 1,
      },
    };
  }
}

const topOf = (execution: Execution): Frame => execution.frames.at(-1) as Frame;

/** What a signal means to the widget that waits for it. */
function answerTo(execution: Execution, waiting: Waiting | undefined, signal: Signal): Outcome {
  const { context, widget } = topOf(execution);
  const output = context.widgets[widget] ?? {};
  switch (signal.kind) {
    case 'start':
      return { kind: 'event', event: signal.event };
    case 'message':
      return {
        kind: 'event',
        event: 'incomingMessage',
        context: withOutput(context, widget, { ...output, inbound: signal.message }),
      };
    case 'return':
      return { kind: 'event', event: 'return', context: withOutput(context, widget, { ...signal.params }) };
    case 'timeout':
      return { kind: 'event', event: 'timeout', context: withoutInbound(context, widget, waiting) };
    case 'delivery-failure': {
      const outbound = {
        ...(output.outbound as object),
        Status: signal.status,
        ErrorCode: String(signal.errorCode ?? ''),
      };
      return { kind: 'event', event: 'deliveryFailure', context: withOutput(context, widget, { outbound }) };
    }
  }
}

/** A question that is asked again and not answered must not show its earlier answer. */
function withoutInbound(context: Context, widget: string, waiting: Waiting | undefined): Context {
  if (waiting?.for !== 'reply') return context;
  return withOutput(context, widget, { outbound: context.widgets[widget]?.outbound });
}

/** Takes an outcome to the next widget, down into a subflow, up out of one, to a wait or to the end. */
function follow(execution: Execution, outcome: Outcome, ports: Ports): Execution | 'stopped' {
  const frame = topOf(execution);
  switch (outcome.kind) {
    case 'end':
      return end(execution, outcome.ending, outcome.context);
    case 'wait':
      return {
        ...replaceTop(execution, { ...frame, context: outcome.context ?? frame.context }),
        waiting: outcome.waiting,
      };
    case 'subflow': {
      const step = { event: 'incomingParent', from: frame.widget, to: outcome.frame.widget, context: frame.context };
      const parentStepSid = ports.step({ ...step, ...placeOf(frame) }, execution);
      if (parentStepSid === false) return 'stopped';
      const entered = {
        ...execution,
        steps: execution.steps + 1,
        frames: [...execution.frames, enteredBy(parentStepSid, outcome.frame)],
      };
      return follow(entered, { kind: 'event', event: 'incomingParent' }, ports);
    }
    case 'event':
      return take(execution, outcome, ports);
  }
}

function take(
  execution: Execution,
  outcome: { event: string; transition?: Transition; context?: Context },
  ports: Ports,
): Execution | 'stopped' {
  const frame = topOf(execution);
  const context = outcome.context ?? frame.context;
  const state = stateOf(frame, ports);
  const transition = outcome.transition ?? state?.transitions.find(({ event }) => event === outcome.event);
  const next = transition?.next ?? '';
  const stepped = replaceTop({ ...execution, steps: execution.steps + 1 }, { ...frame, context });
  const step = { event: outcome.event, from: frame.widget, to: next || endedState, context, ...placeOf(frame) };
  const moved = next === '' ? stepped : replaceTop(stepped, { ...frame, context, widget: next });
  if (ports.step(step, moved) === false) return 'stopped';
  if (next !== '') return moved;

  const parent = stepped.frames.at(-2);
  if (parent === undefined) {
    const reason = `${frame.widget}: ${outcome.event} leads nowhere`;
    return end(stepped, { reason, widget: frame.widget });
  }
  const frames = [...stepped.frames.slice(0, -2), returnFromSubflow(parent, topOf(stepped))];
  return follow({ ...stepped, frames }, { kind: 'event', event: 'completed' }, ports);
}

const placeOf = ({ flow, parentStepSid }: Frame) => ({
  flowSid: flow.flowSid,
  ...(parentStepSid !== undefined && { parentStepSid }),
});

/** Runs the widget at which the execution stands, unless a limit forbids it. */
async function enter(execution: Execution, ports: Ports): Promise<Outcome> {
  const frame = topOf(execution);
  const { widget } = frame;
  const ending = (code: Ending['code'], reason: string): Outcome => ({
    kind: 'end',
    ending: { reason, widget, ...(code !== undefined && { code }) },
  });
  const { stepsPerExecution, sameWidgetInARow, executionMs } = studioLimits;
  if (execution.steps >= stepsPerExecution) return ending(81000, `more than ${stepsPerExecution} steps`);
  if (execution.sameWidget.name === widget && execution.sameWidget.times >= sameWidgetInARow) {
    return ending(81001, `${widget} ran ${sameWidgetInARow} times in a row`);
  }
  if (ports.now() >= execution.startedAtMs + executionMs) return ending(undefined, 'the execution is 30 days old');

  const state = stateOf(frame, ports);
  if (state === undefined) return ending(81022, `the flow has no widget ${widget}`);
  const run = widgets[state.type];
  if (run === undefined) {
    return ending(81022, `this emulator does not run widgets of type ${state.type}, and the flow reached ${widget}`);
  }
  return run(visitOf(state, frame, execution, ports));
}

function stateOf(frame: Frame, ports: Ports): State | undefined {
  const definition = ports.definition(frame.flow);
  return definition && stateNamed(definition, frame.widget);
}

const replaceTop = (execution: Execution, frame: Frame): Execution => ({
  ...execution,
  frames: [...execution.frames.slice(0, -1), frame],
});

function end(execution: Execution, ended: Ending, context?: Context): Execution {
  const frame = topOf(execution);
  const kept = context === undefined ? execution : replaceTop(execution, { ...frame, context });
  return { ...kept, status: 'ended', waiting: undefined, ended };
}
