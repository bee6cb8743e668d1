import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createEmulator, type Emulator, type EmulatorOptions } from '../../emulator';
import type { CallRecord } from '../../emulator/control/records';
import type { Deployed } from '../../scripts/deploy/index';
import { localAdmin, localNumber } from '../../scripts/start/local';
import { caFolder, deployedFile, deployedFolder, runsFolder } from './folders';
import { createPhone, type Phone } from './phone';
import { unknownToTable } from './sync';

/** The deployed Frontdesk on a local Twilio of the test's own. */
export interface TestFrontdesk {
  readonly emulator: Emulator;
  readonly deployed: Deployed;
  readonly admin: Phone;
  readonly phones: readonly Phone[];
  /** The phone with this number, or a new one; one that is asked for is one that must not hear anything unexpected. */
  phone(number: string): Phone;
  /** Back to the moment after the deploy, nothing heard. */
  reset(): Promise<void>;
  advance(durationMs: number): Promise<void>;
  /** The API calls that Functions made since `forgetCalls`, in order. */
  functionCalls(): Promise<readonly CallRecord[]>;
  forgetCalls(): Promise<void>;
  /** Calls /tick as cron would. */
  tick(): Promise<Response>;
  stop(): Promise<void>;
}

export type OpenOptions = Pick<EmulatorOptions, 'frozenAt' | 'rateLimits'>;

export async function openFrontdesk(options: OpenOptions = {}): Promise<TestFrontdesk> {
  const stateFolder = mkdtempSync(join(runsFolder, 'run-'));
  cpSync(deployedFolder, stateFolder, { recursive: true });
  const deployed = JSON.parse(readFileSync(deployedFile, 'utf8')) as Deployed;
  const emulator = await createEmulator({ port: 0, stateFolder, caFolder, ...options });
  let phones: Phone[] = [];
  const phone = (number: string) => {
    const known = phones.find((each) => each.number === number);
    if (known) return known;
    const made = createPhone(emulator, number);
    phones.push(made);
    return made;
  };
  return {
    emulator,
    deployed,
    get admin() {
      return phone(localAdmin);
    },
    get phones() {
      return phones;
    },
    phone,
    async reset() {
      await emulator.reset();
      phones = [];
    },
    advance: (durationMs) => emulator.world.clock.moveTo(emulator.world.clock.now() + durationMs),
    async functionCalls() {
      const response = await fetch(`${emulator.url}/_emulator/calls`);
      return ((await response.json()) as CallRecord[]).filter((call) => call.function !== undefined);
    },
    async forgetCalls() {
      await fetch(`${emulator.url}/_emulator/calls`, { method: 'DELETE' });
    },
    tick: () =>
      fetch(`${emulator.serviceUrl}/tick`, {
        method: 'POST',
        headers: { authorization: `Bearer ${deployed.variables.TICK_KEY}` },
      }),
    async stop() {
      const unknown = unknownToTable(emulator);
      await emulator.stop();
      rmSync(stateFolder, { recursive: true, force: true });
      if (unknown.length > 0)
        throw new Error(
          `src/stored.ts does not say what this is, whose, and how long it is kept: ${unknown.join(', ')}`,
        );
    },
  };
}

export { localAdmin, localNumber };
