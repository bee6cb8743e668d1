import type { AccountClient } from '../../src/twilio/account-client';

/** What an earlier deploy left in the account; empty before the first. */
export interface Standing {
  readonly serviceSid?: string;
  readonly environmentSid?: string;
  readonly buildSid?: string;
  readonly domain?: string;
  /** Of the environment, secrets included: a deploy keeps there what it must find again. */
  readonly variables: Readonly<Record<string, string | undefined>>;
}

/** The toolkit's name for an environment. */
export const environmentName = (environment: string): string => `${environment}-environment`;

export async function standingDeployment(
  client: AccountClient,
  serviceName: string,
  environment: string,
): Promise<Standing> {
  const services = await client.serverless.v1.services.list();
  const service = services.find(({ uniqueName }) => uniqueName === serviceName);
  if (!service) return { variables: {} };
  const environments = await client.serverless.v1.services(service.sid).environments.list();
  const deployed = environments.find(({ uniqueName }) => uniqueName === environmentName(environment));
  if (!deployed) return { serviceSid: service.sid, variables: {} };
  const variables = await client.serverless.v1.services(service.sid).environments(deployed.sid).variables.list();
  return {
    serviceSid: service.sid,
    environmentSid: deployed.sid,
    ...(deployed.buildSid && { buildSid: deployed.buildSid }),
    domain: deployed.domainName,
    variables: Object.fromEntries(variables.map(({ key, value }) => [key, value])),
  };
}

export async function removeVariable(
  client: AccountClient,
  { serviceSid, environmentSid }: Standing,
  name: string,
): Promise<void> {
  if (serviceSid === undefined || environmentSid === undefined) return;
  const environment = client.serverless.v1.services(serviceSid).environments(environmentSid);
  const variable = (await environment.variables.list()).find(({ key }) => key === name);
  if (variable) await environment.variables(variable.sid).remove();
}
