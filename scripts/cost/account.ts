import type { AccountClient } from '../../src/twilio/account-client';
import { type FrontdeskAtTwilio, messagesWith } from '../people/twilio-records';
import { type Counts, nothing } from './counts';
import type { Line } from './sheet';
import { conversationsIn } from './transcripts';

const pageSize = 1000; // Twilio's largest

/** What an account has taken since a day, by its transcripts. */
export async function linesOfAccount(client: AccountClient, atTwilio: FrontdeskAtTwilio, since: Date): Promise<Line[]> {
  const [messages, studio] = await Promise.all([
    messagesWith(client, atTwilio, undefined, { since }),
    studioSince(client, atTwilio, since),
  ]);
  const lines = [...conversationsIn(messages)].map(([name, { times, counts }]) => ({
    name,
    what: `${times} of them, begun so`,
    counts,
  }));
  return [...lines, { name: 'flows', what: 'the part of Studio in it', counts: studio }];
}

async function studioSince(client: AccountClient, { name }: FrontdeskAtTwilio, dateCreatedFrom: Date): Promise<Counts> {
  const flows = (await client.studio.v2.flows.list()).filter(({ friendlyName }) =>
    friendlyName.startsWith(`${name}: `),
  );
  let studioExecutions = 0;
  let studioSteps = 0;
  for (const { sid } of flows) {
    const { executions } = client.studio.v2.flows(sid);
    for (const execution of await executions.list({ dateCreatedFrom, pageSize })) {
      studioExecutions += 1;
      studioSteps += (await executions(execution.sid).steps.list({ pageSize })).length;
    }
  }
  return { ...nothing, studioExecutions, studioSteps };
}
