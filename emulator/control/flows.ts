import type { Tables } from '../core/tables';
import type { ExecutionRecord, FlowRecord, RevisionRecord, StepRecord } from '../studio/records';

/** A flow with its last executions and the way that each took, as the page draws them. */
export interface FlowView {
  readonly sid: string;
  readonly friendlyName: string;
  readonly status: string;
  readonly revision: number;
  readonly definition: unknown;
  readonly executions: readonly ExecutionView[]; // newest first
}
export interface ExecutionView {
  readonly sid: string;
  readonly status: 'active' | 'ended';
  readonly contact: string;
  readonly context: unknown;
  readonly steps: readonly StepView[];
}
export interface StepView {
  readonly name: string; // the event, as Studio's REST API calls it
  readonly transitionedFrom: string;
  readonly transitionedTo: string;
  readonly at: string;
}

const shownExecutions = 20;

/** Reads flows and executions from Studio's tables. */
export function flowViews(tables: Tables): readonly FlowView[] {
  const revisions = tables.open<RevisionRecord>('studio.revisions');
  const executions = [...tables.open<ExecutionRecord>('studio.executions').values()].reverse();
  const steps = new Map<string, StepRecord[]>();
  for (const step of tables.open<StepRecord>('studio.steps').values()) {
    const known = steps.get(step.executionSid);
    if (known) known.push(step);
    else steps.set(step.executionSid, [step]);
  }

  return [...tables.open<FlowRecord>('studio.flows').values()].flatMap((flow) => {
    const revision = revisions.get(`${flow.sid}/${flow.latestRevision}`);
    if (!revision) return [];
    const own = executions.filter(({ flowSid }) => flowSid === flow.sid).slice(0, shownExecutions);
    return {
      sid: flow.sid,
      friendlyName: revision.friendlyName,
      status: revision.status,
      revision: revision.revision,
      definition: revision.definition,
      executions: own.map(({ execution }) => viewOf(execution, steps.get(execution.sid) ?? [])),
    };
  });
}

const viewOf = (execution: ExecutionRecord['execution'], steps: readonly StepRecord[]): ExecutionView => ({
  sid: execution.sid,
  status: execution.status,
  contact: execution.contact,
  context: execution.frames.at(-1)?.context,
  steps: steps.map(({ event, from, to, dateCreated }) => ({
    name: event,
    transitionedFrom: from,
    transitionedTo: to,
    at: new Date(dateCreated).toISOString(),
  })),
});
