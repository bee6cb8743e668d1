import { notFound, TwilioApiError } from '../core/errors';
import type { ApiCall, Operation } from '../core/world';
import { pageOf } from '../rest/paging';
import { isObject } from './definition';
import type { Executions } from './executions';
import { pathOf } from './flow-operations';
import type { FlowStore } from './flow-store';
import { studioLimits } from './limits';
import type { StartLimiter } from './rate-limit';
import type { ExecutionRecord, FlowRecord, StepRecord } from './records';
import type { Resources } from './resources';

/** Executions, their steps and contexts, by Twilio's `operationId`. */
export function executionOperations(
  flows: FlowStore,
  executions: Executions,
  resources: Resources,
  limit: StartLimiter,
): Record<string, Operation> {
  const flowOf = (call: ApiCall): FlowRecord => {
    const flow = flows.get(call.path.FlowSid ?? '');
    if (flow === undefined) throw notFound(pathOf(call));
    return flow;
  };
  const executionOf = (call: ApiCall): ExecutionRecord => {
    const record = executions.get(call.path.ExecutionSid ?? call.path.Sid ?? '');
    if (record === undefined || record.flowSid !== call.path.FlowSid) throw notFound(pathOf(call));
    return record;
  };
  const stepOf = (call: ApiCall): StepRecord => {
    const record = executionOf(call);
    const step = executions.step(call.path.StepSid ?? call.path.Sid ?? '');
    if (step === undefined || step.executionSid !== record.execution.sid) throw notFound(pathOf(call));
    return step;
  };
  const answer = (status: number, record: ExecutionRecord) => ({ status, body: resources.execution(record) });

  return {
    CreateExecution(call) {
      limit('rest');
      const flow = flowOf(call);
      const contact = addressOf(call, 'To');
      const address = addressOf(call, 'From');
      const parameters = parametersOf(call.form.Parameters);
      const active = executions.active(flow.sid, contact, address);
      if (active !== undefined) throw alreadyActive(active.execution.sid);
      const revision = flows.current(flow, contact);
      if (revision === undefined) throw new TwilioApiError(400, 20001, `Flow ${flow.sid} has no published revision`);

      const start = { event: 'incomingRequest', parameters } as const;
      const { record, run } = executions.start({ flow, revision, contact, address, start });
      run.catch((error: unknown) => console.error(`Execution ${record.execution.sid} stopped`, error));
      return answer(201, record);
    },
    FetchExecution: (call) => answer(200, executionOf(call)),
    ListExecution(call) {
      const from = instantOf(call.query.DateCreatedFrom) ?? Number.NEGATIVE_INFINITY;
      const to = instantOf(call.query.DateCreatedTo) ?? Number.POSITIVE_INFINITY;
      const listed = executions
        .list(flowOf(call).sid)
        .filter(({ dateCreated }) => dateCreated >= from && dateCreated < to);
      return pageOf(call, 'executions', listed, resources.execution);
    },
    UpdateExecution(call) {
      const record = executionOf(call);
      return answer(200, call.form.Status === 'ended' ? executions.end(record) : record);
    },
    DeleteExecution(call) {
      executions.delete(executionOf(call));
      return { status: 204 };
    },
    FetchExecutionContext: (call) => ({ status: 200, body: resources.executionContext(executionOf(call)) }),
    ListExecutionStep: (call) =>
      pageOf(call, 'steps', executions.steps(executionOf(call).execution.sid), resources.step),
    FetchExecutionStep: (call) => ({ status: 200, body: resources.step(stepOf(call)) }),
    FetchExecutionStepContext: (call) => ({ status: 200, body: resources.stepContext(stepOf(call)) }),
  };
}

function addressOf(call: ApiCall, name: 'To' | 'From'): string {
  const address = [call.form[name] ?? ''].flat()[0] ?? '';
  if (address === '') throw new TwilioApiError(400, 20001, `Missing required parameter ${name} in the post body`);
  const { addressBytes } = studioLimits;
  if (Buffer.byteLength(address) <= addressBytes) return address;
  throw new TwilioApiError(400, 81023, `${name} has more than ${addressBytes} bytes`);
}

function parametersOf(text: ApiCall['form'][string] | undefined): Record<string, unknown> {
  const given = [text ?? ''].flat()[0] ?? '';
  if (given === '') return {};
  try {
    const value: unknown = JSON.parse(given);
    if (isObject(value)) return value;
  } catch {
    // answered below
  }
  throw new TwilioApiError(400, 20001, 'Parameters must be a JSON object');
}

const instantOf = (value: ApiCall['query'][string] | undefined): number | undefined => {
  const ms = Date.parse([value ?? ''].flat()[0] ?? '');
  return Number.isNaN(ms) ? undefined : ms;
};

const alreadyActive = (sid: string) =>
  new TwilioApiError(
    409,
    20409,
    `Execution ${sid} is already active for this contact. End it before creating a new one`,
    { conflicting_execution_sid: sid, reason: 'One active Execution per contact is allowed' },
  );
