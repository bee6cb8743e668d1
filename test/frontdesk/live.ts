import { twilioClient } from '../../emulator/testing';
import { twilsockUri } from '../../scripts/start/local-frontdesk';
import type { TestFrontdesk } from './index';

/**
 * Lets the desk page reach Sync: the state was copied from another local Twilio, and this one listens on ports of its own. Holds after a
 * reset too.
 */
export async function openLive({ emulator }: TestFrontdesk): Promise<void> {
  const { services } = twilioClient(emulator).serverless.v1;
  const [service] = await services.list({ limit: 1 });
  const inService = services(service?.sid ?? '');
  const [environment] = await inService.environments.list({ limit: 1 });
  const inEnvironment = inService.environments(environment?.sid ?? '');
  const known = (await inEnvironment.variables.list()).find(({ key }) => key === 'TWILSOCK_URI');
  if (!environment || !known) throw new Error('The deploy set no TWILSOCK_URI');
  await inEnvironment.variables(known.sid).update({ value: twilsockUri(emulator) });
  await inEnvironment.deployments.create({ buildSid: environment.buildSid });
  emulator.markDeployed();
}
