import { twilioClient } from '../../emulator/testing';
import type { TestFrontdesk } from './index';

/** Sets variables of the Functions as the console does, and activates the build again. Holds after a reset too. */
export async function setVariables(
  { emulator }: TestFrontdesk,
  wanted: Readonly<Record<string, string>>,
): Promise<void> {
  const { services } = twilioClient(emulator).serverless.v1;
  const [service] = await services.list({ limit: 1 });
  const inService = services(service?.sid ?? '');
  const [environment] = await inService.environments.list({ limit: 1 });
  if (!environment) throw new Error('Nothing is deployed');
  const { variables, deployments } = inService.environments(environment.sid);
  const known = await variables.list();
  for (const [key, value] of Object.entries(wanted)) {
    const standing = known.find((variable) => variable.key === key);
    if (standing) await variables(standing.sid).update({ value });
    else await variables.create({ key, value });
  }
  await deployments.create({ buildSid: environment.buildSid });
  emulator.markDeployed();
}
