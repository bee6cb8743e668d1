import { pairsOf, textOf } from '../definition';
import { type Frame, type WidgetOutput, withOutput } from './execution';
import type { Outcome, Visit } from './widget';

/** Studio's name for a revision that is not a number. 'LatestDraft' is in older exports. */
const revisionNames: Record<string, string> = { LatestDraft: 'LatestRevision' };

/** Goes down into a subflow, one level and no more. */
export function runSubflow(visit: Visit): Outcome {
  const { state, frame, execution, ports } = visit;
  const failed = (message: string): Outcome => {
    ports.warn({ code: 81024, widget: state.name, message });
    return { kind: 'event', event: 'failed' };
  };
  if (execution.frames.length > 1) return failed('a subflow cannot run a subflow');

  const flowSid = textOf(state.properties.flow_sid);
  const named = textOf(state.properties.flow_revision) || 'LatestPublished';
  const revision = revisionNames[named] ?? named;
  // Pinned: the flow may be published anew while the contact thinks about an answer.
  const flow = ports.pinned({ flowSid, revision });
  const definition = flow && ports.definition(flow);
  if (flow === undefined || definition === undefined)
    return failed(`there is no flow ${flowSid} with revision ${revision}`);

  const { context } = frame;
  const parameters = Object.fromEntries(
    pairsOf(state.properties.parameters).map(({ key, value }) => [key, visit.render(value)]),
  );
  const parent = {
    parameters,
    execution_sid: execution.sid,
    flow_sid: frame.flow.flowSid,
    trigger_type: Object.keys(context.trigger)[0] ?? '',
  };
  return {
    kind: 'subflow',
    frame: {
      flow,
      widget: definition.initial_state,
      context: {
        trigger: { ...context.trigger, parent },
        contact: context.contact,
        flow: { ...context.flow, flow_sid: flowSid, variables: {} },
        widgets: {},
      },
    },
  };
}

/** The subflow's frame once the step that leads into it is known. */
export function enteredBy(parentStepSid: string, frame: Omit<Frame, 'parentStepSid'>): Frame {
  const { trigger } = frame.context;
  const parent = { ...(trigger.parent as object), step_sid: parentStepSid };
  return { ...frame, parentStepSid, context: { ...frame.context, trigger: { ...trigger, parent } } };
}

/** Back up: what the subflow set as variables is the widget's output. */
export function returnFromSubflow(parent: Frame, child: Frame): Frame {
  const variables: WidgetOutput = child.context.flow.variables;
  return { ...parent, context: withOutput(parent.context, parent.widget, variables) };
}
