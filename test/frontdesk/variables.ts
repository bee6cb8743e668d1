import { twilioClient } from '../../emulator/testing';
import type { TestFrontdesk } from './index';

/** Gives the deployed Functions other variables, '' for none; a reset comes back to here. */
export async function setVariables(
  { emulator }: TestFrontdesk,
  wanted: Readonly<Record<string, string>>,
): Promise<void> {
  const { services } = twilioClient(emulator).serverless.v1;
  const [service] = await services.list({ limit: 1 });
  const inService = services(service?.sid ?? '');
  const [environment] = await inService.environments.list({ limit: 1 });
  if (!environment) throw new Error('Nothing is deployed');
  const inEnvironment = inService.environments(environment.sid);
  const known = await inEnvironment.variables.list();
  for (const [key, value] of Object.entries(wanted)) {
    const standing = known.find((variable) => variable.key === key);
    if (value === '') await (standing && inEnvironment.variables(standing.sid).remove());
    else if (standing) await inEnvironment.variables(standing.sid).update({ value });
    else await inEnvironment.variables.create({ key, value });
  }
  await inEnvironment.deployments.create({ buildSid: environment.buildSid });
  emulator.markDeployed();
}
