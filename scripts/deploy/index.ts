import { accountClient } from '../../src/twilio/account-client';
import { type Changes, createChanges } from './changes';
import { ensureFlows } from './flows';
import { ensureResources, secretsFor } from './resources';
import { generatedSecrets, type Settings, syncMaps } from './settings';
import { toolkitDeploy } from './toolkit';
import { deployedVariables } from './variables';
import { ensureWebhooks } from './webhooks';

export interface DeployOptions {
  readonly root: string;
  readonly settings: Settings;
  readonly environment: string;
  /** Upload the build and nothing else: everything around it is known to be right (a developer saved a file). */
  readonly codeOnly?: boolean;
  readonly rehearse?: boolean;
}

/** What a deploy ends with. Holds secrets: write it to a file of mode 600 or nowhere. */
export interface Deployed {
  readonly domain: string;
  readonly changes: readonly string[];
  readonly variables: Readonly<Record<string, string>>;
}

export const serviceName = 'frontdesk';

/**
 * Resources first, since the Functions carry their SIDs as variables; then the code; then the flows, since they carry its SIDs, and the
 * webhooks, since they carry its domain.
 */
export async function deployFrontdesk(
  options: DeployOptions,
  report: (line: string) => void,
): Promise<Deployed | undefined> {
  const { root, settings, environment, codeOnly = false, rehearse = false } = options;
  const { accountSid, authToken, number } = settings;
  const client = accountClient(accountSid, authToken);
  const changes: Changes = createChanges(report, { rehearse });
  const known = await deployedVariables(client, serviceName, environment);
  const upload = (variables: Readonly<Record<string, string>>) =>
    changes.make('Upload the Functions and the desk page', () =>
      toolkitDeploy({ root, accountSid, authToken, serviceName, environment, variables }, report),
    );

  if (codeOnly) {
    const deployed = await upload({});
    return deployed && { domain: deployed.domain, changes: changes.made, variables: known };
  }

  const name = `Frontdesk (${environment})`;
  const resources = await ensureResources(client, { name, number, maps: syncMaps(settings), deployed: known }, changes);
  const variables: Record<string, string> = {
    ...settings.variables,
    ...secretsFor(generatedSecrets, { ...known, ...settings.variables }),
  };
  const found = {
    TWILIO_NUMBER: number,
    SYNC_SERVICE_SID: resources.syncServiceSid,
    MESSAGING_SERVICE_SID: resources.messagingServiceSid,
    API_KEY: resources.apiKey,
    API_SECRET: resources.apiSecret,
  };
  for (const [name, value] of Object.entries(found)) if (value !== undefined) variables[name] = value;

  const deployed = await upload(variables);
  if (!deployed || !resources.messagingServiceSid) return undefined;
  const { domain } = deployed;
  await ensureWebhooks(client, { number, domain, messagingServiceSid: resources.messagingServiceSid }, changes);
  const flows = await ensureFlows(client, { root, name, deployed: known, ...deployed }, changes);
  return { domain, changes: changes.made, variables: { ...variables, ...flows } };
}
