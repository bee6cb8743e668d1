import type { AccountClient } from '../../src/twilio/account-client';
import type { Changes } from './changes';
import { giveBackNumber } from './give-back-number';
import { numberState } from './number';
import { displayName, numberVariable, type Settings, serviceName } from './settings';
import { type Standing, standingDeployment } from './standing';

export interface UndeployOptions {
  readonly settings: Settings;
  readonly environment: string;
}

/**
 * Takes everything of one environment out of the account, and gives the number back to what it served before. The variables, which
 * say what that was, go last, so that it can be interrupted and run again.
 */
export async function undeployFrontdesk(
  client: AccountClient,
  { settings, environment }: UndeployOptions,
  changes: Changes,
): Promise<void> {
  const name = displayName(environment);
  const standing = await standingDeployment(client, serviceName, environment);
  const ours = (resource: { sid: string; friendlyName: string }, variable: string) =>
    resource.friendlyName === name || resource.sid === standing.variables[variable];

  const messaging = (await client.messaging.v1.services.list()).filter((one) => ours(one, 'MESSAGING_SERVICE_SID'));
  const { [numberVariable]: number = settings.number } = standing.variables;
  const phone = await numberState(client, number);
  if (phone)
    await giveBackNumber(
      client,
      phone,
      { ...standing, messagingServiceSids: messaging.map(({ sid }) => sid) },
      changes,
    );
  else changes.note(`${number} is not a number of this account any more: there is nothing to give back.`);
  for (const { sid, friendlyName } of (await client.studio.v2.flows.list()).filter((flow) =>
    flow.friendlyName.startsWith(`${name}: `),
  )) {
    await changes.make(`Delete the flow ${friendlyName}, and what it remembers of conversations`, () =>
      client.studio.v2.flows(sid).remove(),
    );
  }
  for (const { sid, friendlyName } of messaging) {
    changes.note('Texts that are scheduled are not taken back: delete the reminders first if they must not go out.');
    await changes.make(`Delete the Messaging Service ${friendlyName}`, () =>
      client.messaging.v1.services(sid).remove(),
    );
  }
  for (const { sid, friendlyName } of (await client.sync.v1.services.list()).filter((one) =>
    ours(one, 'SYNC_SERVICE_SID'),
  )) {
    await changes.make(`Delete the Sync service ${friendlyName}: providers, orders, reminders, everything`, () =>
      client.sync.v1.services(sid).remove(),
    );
  }
  // By name alone: a key that the operator made and set in .env is theirs
  for (const { sid, friendlyName } of (await client.keys.list()).filter((key) => key.friendlyName === name)) {
    await changes.make(`Delete the API key ${friendlyName}`, () => client.keys(sid).remove());
  }
  await removeFunctions(client, standing, environment, changes);
}

/** The environment; and the service with it when it was the last one. */
async function removeFunctions(
  client: AccountClient,
  { serviceSid, environmentSid }: Standing,
  environment: string,
  changes: Changes,
) {
  if (serviceSid === undefined) return;
  const service = client.serverless.v1.services(serviceSid);
  const others = (await service.environments.list()).filter(({ sid }) => sid !== environmentSid);
  if (others.length === 0) {
    await changes.make('Delete the Functions, the desk page and their settings', () => service.remove());
  } else if (environmentSid !== undefined) {
    await changes.make(`Delete the environment ${environment} with its settings; others of the service stay`, () =>
      service.environments(environmentSid).remove(),
    );
  }
}
