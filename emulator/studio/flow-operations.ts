import { notFound, TwilioApiError } from '../core/errors';
import type { ApiCall, Operation } from '../core/world';
import { pageOf } from '../rest/paging';
import type { FlowDefinition } from './definition';
import type { Executions } from './executions';
import type { FlowStore, Save } from './flow-store';
import { studioLimits } from './limits';
import type { FlowRecord, FlowStatus, RevisionRecord } from './records';
import type { Resources } from './resources';
import { checkAtSave, type SaveError } from './validate/save-check';

const whole = { whole: true };
const short = { whole: false };

/** Flows, their revisions and test users, by Twilio's `operationId`. */
export function flowOperations(
  flows: FlowStore,
  executions: Executions,
  resources: Resources,
): Record<string, Operation> {
  const answer = (status: number, flow: FlowRecord) => ({ status, body: resources.flow(flow, latestOf(flow), whole) });
  const latestOf = (flow: FlowRecord): RevisionRecord => {
    const latest = flows.revision(flow.sid, 'LatestRevision');
    if (latest === undefined) throw new Error(`${flow.sid} has no revision`);
    return latest;
  };
  const flowOf = (call: ApiCall): FlowRecord => {
    const flow = flows.get(call.path.Sid ?? '');
    if (flow === undefined) throw notFound(pathOf(call));
    return flow;
  };

  return {
    CreateFlow: (call) => answer(201, flows.create(saveOf(call))),
    UpdateFlow(call) {
      const flow = flowOf(call);
      return answer(200, flows.save(flow, saveOf(call, latestOf(flow))));
    },
    FetchFlow: (call) => answer(200, flowOf(call)),
    ListFlow: (call) => pageOf(call, 'flows', flows.list(), (flow) => resources.flow(flow, latestOf(flow), short)),
    DeleteFlow(call) {
      const { sid } = flowOf(call);
      for (const record of executions.list(sid)) executions.delete(record);
      flows.delete(sid);
      return { status: 204 };
    },
    UpdateFlowValidate(call) {
      saveOf(call);
      return { status: 200, body: { valid: true } };
    },
    ListFlowRevision: (call) =>
      pageOf(call, 'revisions', flows.revisions(flowOf(call).sid), (one) => resources.revision(one, short)),
    FetchFlowRevision(call) {
      const revision = flows.revision(flowOf(call).sid, call.path.Revision ?? '');
      if (revision === undefined) throw notFound(pathOf(call));
      return { status: 200, body: resources.revision(revision, whole) };
    },
    FetchTestUser: (call) => ({ status: 200, body: resources.testUsers(flowOf(call)) }),
    UpdateTestUser(call) {
      const users = [call.form.TestUsers ?? []].flat().filter((user) => user !== '');
      return { status: 200, body: resources.testUsers(flows.setTestUsers(flowOf(call), users)) };
    },
  };
}

export const pathOf = (call: ApiCall): string => new URL(call.url).pathname;

/** What a save asks for, over what the latest revision has. @throws {TwilioApiError} 81022 for a definition that cannot be saved */
function saveOf(call: ApiCall, latest?: RevisionRecord): Save {
  const { FriendlyName, Status, Definition, CommitMessage } = call.form;
  const friendlyName = textOf(FriendlyName) ?? latest?.friendlyName;
  const status = textOf(Status);
  const definition = textOf(Definition) === undefined ? latest?.definition : definitionOf(textOf(Definition) ?? '');
  if (friendlyName === undefined)
    throw new TwilioApiError(400, 20001, 'Missing required parameter FriendlyName in the post body');
  if (!isStatus(status)) throw new TwilioApiError(400, 20001, 'Status must be draft or published');
  if (definition === undefined)
    throw new TwilioApiError(400, 20001, 'Missing required parameter Definition in the post body');
  const commitMessage = textOf(CommitMessage);
  return { friendlyName, status, definition, ...(commitMessage !== undefined && { commitMessage }) };
}

const textOf = (value: ApiCall['form'][string] | undefined): string | undefined => [value].flat()[0];
const isStatus = (status: string | undefined): status is FlowStatus => status === 'draft' || status === 'published';

function definitionOf(text: string): FlowDefinition {
  const { definitionBytes } = studioLimits;
  const bytes = Buffer.byteLength(text);
  if (bytes > definitionBytes) {
    throw invalid([{ property_path: '#', message: `has ${bytes} bytes; at most ${definitionBytes} are allowed` }]);
  }
  let definition: unknown;
  try {
    definition = JSON.parse(text);
  } catch (error) {
    throw invalid([{ property_path: '#', message: `is not JSON: ${error instanceof Error ? error.message : error}` }]);
  }
  const errors = checkAtSave(definition);
  if (errors.length > 0) throw invalid(errors);
  return definition as FlowDefinition;
}

const invalid = (errors: readonly SaveError[]) =>
  new TwilioApiError(400, 81022, 'Flow definition is invalid', { errors });
