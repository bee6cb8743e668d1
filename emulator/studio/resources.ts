import { endedState } from './engine/ports';
import type { ExecutionRecord, FlowRecord, RevisionRecord, StepRecord } from './records';

/** Records as Studio's REST API v2 shows them. */
export interface Resources {
  flow(flow: FlowRecord, latest: RevisionRecord, how: { whole: boolean }): object;
  revision(revision: RevisionRecord, how: { whole: boolean }): object;
  testUsers(flow: FlowRecord): object;
  execution(record: ExecutionRecord): object;
  executionContext(record: ExecutionRecord): object;
  step(step: StepRecord): object;
  stepContext(step: StepRecord): object;
}

const base = 'https://studio.twilio.com/v2/Flows';
const iso = (ms: number): string => new Date(ms).toISOString().replace(/\.\d{3}Z$/, 'Z');

export function createResources(accountSid: string): Resources {
  const account = { account_sid: accountSid };
  const contextOf = (record: ExecutionRecord) => record.execution.frames[0]?.context ?? {};

  return {
    flow(flow, latest, { whole }) {
      const url = `${base}/${flow.sid}`;
      return {
        sid: flow.sid,
        ...account,
        friendly_name: latest.friendlyName,
        definition: whole ? latest.definition : null,
        status: latest.status,
        revision: latest.revision,
        commit_message: latest.commitMessage ?? null,
        valid: whole ? true : null,
        errors: whole ? [] : null,
        warnings: whole ? [] : null,
        webhook_url: `https://webhooks.twilio.com/v1/Accounts/${accountSid}/Flows/${flow.sid}`,
        date_created: iso(flow.dateCreated),
        date_updated: iso(flow.dateUpdated),
        url,
        links: { test_users: `${url}/TestUsers`, revisions: `${url}/Revisions`, executions: `${url}/Executions` },
      };
    },
    revision: (revision, { whole }) => ({
      sid: revision.flowSid,
      ...account,
      friendly_name: revision.friendlyName,
      definition: whole ? revision.definition : null,
      status: revision.status,
      revision: revision.revision,
      commit_message: revision.commitMessage ?? null,
      valid: whole ? true : null,
      errors: whole ? [] : null,
      date_created: iso(revision.dateCreated),
      date_updated: iso(revision.dateCreated),
      url: `${base}/${revision.flowSid}/Revisions/${revision.revision}`,
    }),
    testUsers: (flow) => ({ sid: flow.sid, test_users: flow.testUsers, url: `${base}/${flow.sid}/TestUsers` }),
    execution({ flowSid, execution, dateCreated, dateUpdated }) {
      const url = `${base}/${flowSid}/Executions/${execution.sid}`;
      return {
        sid: execution.sid,
        ...account,
        flow_sid: flowSid,
        contact_channel_address: execution.contact,
        context: {},
        status: execution.status,
        date_created: iso(dateCreated),
        date_updated: iso(dateUpdated),
        url,
        links: { steps: `${url}/Steps`, execution_context: `${url}/Context` },
      };
    },
    executionContext: (record) => ({
      ...account,
      flow_sid: record.flowSid,
      execution_sid: record.execution.sid,
      context: contextOf(record),
      url: `${base}/${record.flowSid}/Executions/${record.execution.sid}/Context`,
    }),
    step(step) {
      const url = `${base}/${step.executionFlowSid}/Executions/${step.executionSid}/Steps/${step.sid}`;
      return {
        sid: step.sid,
        ...account,
        flow_sid: step.executionFlowSid,
        execution_sid: step.executionSid,
        parent_step_sid: step.parentStepSid ?? null,
        name: step.event,
        context: {},
        transitioned_from: step.from,
        transitioned_to: step.to || endedState,
        date_created: iso(step.dateCreated),
        date_updated: null,
        url,
        links: { step_context: `${url}/Context` },
      };
    },
    stepContext: (step) => ({
      ...account,
      flow_sid: step.executionFlowSid,
      execution_sid: step.executionSid,
      step_sid: step.sid,
      context: step.context,
      url: `${base}/${step.executionFlowSid}/Executions/${step.executionSid}/Steps/${step.sid}/Context`,
    }),
  };
}
