import { createEmulator, type Emulator } from '../../emulator';
import { deskPage } from '../../src/desk/contract';
import type { Deployed } from '../deploy/index';
import { deployTo } from './deploy-to';
import { localNumber, localPhones, localVariables } from './local';

export interface LocalOptions {
  readonly root: string;
  readonly port: number; // 0 for any two that are free
  readonly stateFolder?: string;
  readonly caFolder: string;
  readonly report: (line: string) => void;
}

export interface LocalFrontdesk {
  readonly emulator: Emulator;
  readonly deployed: Deployed;
  /** Deploys dist/ as it is now. */
  redeploy(): Promise<void>;
  stop(): Promise<void>;
}

/** Where the Sync SDK of the desk page connects: the emulator, since the page cannot reach Twilio's name for it. */
export const twilsockUri = (emulator: Emulator): string => `${emulator.url.replace('http', 'ws')}/v3/wsconnect`;

/** A local Twilio with Frontdesk deployed to it by the same steps that production takes. */
export async function startLocalFrontdesk(options: LocalOptions): Promise<LocalFrontdesk> {
  const { root, port, stateFolder, caFolder, report } = options;
  const emulator = await createEmulator({ port, stateFolder, caFolder });
  try {
    emulator.messaging.addNumber(localNumber);
    emulator.showPhones(localPhones);
    emulator.showPages([{ name: 'Desk', url: emulator.serviceUrl + deskPage }]);
    const environment = { ...emulator.environment(), TWILIO_NUMBER: localNumber };
    const variables = { ...localVariables, TWILSOCK_URI: twilsockUri(emulator) };
    const deployed = await deployTo({ root, environment, variables }, report);
    emulator.markDeployed();
    return {
      emulator,
      deployed,
      redeploy: async () => {
        await deployTo({ root, environment, variables, codeOnly: true }, report);
      },
      stop: () => emulator.stop(),
    };
  } catch (error) {
    await emulator.stop();
    throw error;
  }
}
