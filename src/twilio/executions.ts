import type { Twilio } from 'twilio';
import { calling } from './call-error';

/** Ends what a Studio flow has begun with somebody, so that their next text to it begins anew. */
export async function endExecution(client: Twilio, flowSid: string, executionSid: string): Promise<void> {
  await calling('Executions.update', { flowSid, executionSid }, () =>
    client.studio.v2.flows(flowSid).executions(executionSid).update({ status: 'ended' }),
  );
}
