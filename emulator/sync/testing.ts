import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sign } from 'jsonwebtoken';
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

const testKey = { sid: `SK${'1'.repeat(32)}`, secret: 'a secret of the tests' };

export interface TokenOptions {
  readonly identity?: string;
  readonly serviceSid?: string;
  readonly ttlSeconds?: number;
  readonly claims?: object; // instead of what would be there
  readonly secret?: string;
}

/** An access token with a Sync grant, as the twilio package makes it, but by the emulator's clock. */
export function accessToken(
  { world, account }: Pick<Emulator, 'world' | 'account'>,
  options: TokenOptions = {},
): string {
  const { identity = 'staff', serviceSid = 'default', ttlSeconds = 3600, claims, secret = testKey.secret } = options;
  world.tables.open<typeof testKey>('keys').set(testKey.sid, testKey);
  const iat = Math.floor(world.clock.now() / 1000);
  const payload = {
    jti: `${testKey.sid}-${iat}`,
    grants: { identity, data_sync: { service_sid: serviceSid } },
    iat,
    exp: iat + ttlSeconds,
    iss: testKey.sid,
    sub: account.accountSid,
    ...claims,
  };
  return sign(payload, secret, { algorithm: 'HS256', header: { alg: 'HS256', typ: 'JWT', cty: 'twilio-fpa;v=1' } });
}

/** Options that lead the real `twilio-sync` to the emulator, and back to it soon after an outage. */
export const syncOptions = ({ environment }: Pick<Emulator, 'environment'>) => ({
  twilsock: { uri: environment().TWILSOCK_URI ?? '' },
  retryPolicy: { min: 50, max: 300 },
});

/** Waits until `condition` holds, by real time. @throws when it does not within `patienceMs` */
export async function until(condition: () => unknown, patienceMs = 60_000): Promise<void> {
  const giveUpMs = Date.now() + patienceMs;
  while (!(await condition())) {
    if (Date.now() > giveUpMs) throw new Error(`Not within ${patienceMs} ms: ${condition}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
