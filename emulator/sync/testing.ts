import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createEmulator, type Emulator, type EmulatorOptions } from '../index';

/** An emulator for one test file, with its answers checked against Twilio's documents; `stop` takes its files along. */
export async function startEmulator(options: Partial<EmulatorOptions> = {}): Promise<Emulator> {
  const folder = mkdtempSync(join(tmpdir(), 'sync-test-'));
  const emulator = await createEmulator({ port: 0, caFolder: folder, checkResponses: true, ...options });
  return {
    ...emulator,
    async stop() {
      await emulator.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export const seconds = (count: number): number => count * 1000;

/** Moves the emulator's clock on, firing what falls due. */
export const advance = ({ world }: Pick<Emulator, 'world'>, ms: number): Promise<void> =>
  world.clock.moveTo(world.clock.now() + ms);
