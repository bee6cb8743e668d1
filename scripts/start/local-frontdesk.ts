import { createEmulator, type Emulator } from '../../emulator';
import { deskPage } from '../../src/desk/contract';
import type { Deployed } from '../deploy/index';
import { deployTo, publishFlows } from './deploy-to';
import { localNumber, localPhones, localVariables } from './local';

export interface LocalOptions {
  readonly root: string;
  readonly port: number; // 0 for any two that are free
  readonly stateFolder?: string;
  readonly caFolder: string;
  readonly report: (line: string) => void;
  /** Besides those that a local front desk has anyway, or in their place. */
  readonly settings?: Readonly<Record<string, string>>;
}

/** What was saved. */
export interface Changed {
  readonly code: boolean;
  readonly flows: boolean;
}

export interface LocalFrontdesk {
  readonly emulator: Emulator;
  readonly deployed: Deployed;
  /** Deploys dist/ or the flows as they are now; a reset does not take it back. */
  redeploy(changed: Changed): Promise<void>;
  stop(): Promise<void>;
}

/** A local Twilio with Frontdesk deployed to it by the same steps that production takes. */
export async function startLocalFrontdesk(options: LocalOptions): Promise<LocalFrontdesk> {
  const { root, port, stateFolder, caFolder, report, settings } = options;
  const emulator = await createEmulator({ port, stateFolder, caFolder });
  try {
    emulator.messaging.addNumber(localNumber);
    emulator.showPhones(localPhones);
    emulator.showPages([{ name: 'Desk', url: emulator.serviceUrl + deskPage }]);
    const environment = { ...emulator.environment(), TWILIO_NUMBER: localNumber };
    const target = { root, environment, variables: { ...localVariables, ...settings } };
    const deployed = await deployTo(target, report);
    emulator.markDeployed();
    return {
      emulator,
      deployed,
      redeploy: async ({ code, flows }) => {
        if (code) await deployTo({ ...target, codeOnly: true }, report);
        if (flows) await publishFlows(target, report);
        emulator.markCode();
      },
      stop: () => emulator.stop(),
    };
  } catch (error) {
    await emulator.stop();
    throw error;
  }
}
