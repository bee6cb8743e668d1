import type { AccountClient } from '../../src/twilio/account-client';

/** The variables of the deployed environment, secrets included; empty before the first deploy. */
export async function deployedVariables(client: AccountClient, serviceName: string, environment: string) {
  const services = await client.serverless.v1.services.list();
  const service = services.find(({ uniqueName }) => uniqueName === serviceName);
  if (!service) return {};
  const environments = await client.serverless.v1.services(service.sid).environments.list();
  const deployed = environments.find(({ uniqueName }) => uniqueName === `${environment}-environment`);
  if (!deployed) return {};
  const variables = await client.serverless.v1.services(service.sid).environments(deployed.sid).variables.list();
  return Object.fromEntries(variables.map(({ key, value }) => [key, value]));
}
