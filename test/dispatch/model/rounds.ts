import { readConfig } from '../../../src/config';
import { available, request } from '../../../src/dispatch';
import { documents, type ProviderState } from '../../../src/dispatch/states';
import type { Frontdesk, Sender, Text } from '../../../src/frontdesk';
import { digitsOf, type E164 } from '../../../src/phone';
import { defaultSettings } from '../../../src/settings/load';
import type { SyncStore } from '../../../src/twilio/sync-store';
import { createMemory } from './memory';
import { texts } from './texts';

export interface Counted {
  outcome: unknown;
  /** Rounds of calls until the last text was sent. */
  untilHeard: number;
  /** Rounds until the command ends. */
  untilEnd: number;
  calls: number;
  /** Who got the invitation. */
  asked?: string;
  invited: readonly string[];
}

interface Scene {
  available: number;
  matched?: boolean;
}

type People = { receiver: Sender; provider: Sender };

const sender = (number: E164, messageSid: string): Sender => ({ number, language: 'en', messageSid });
const firstProvider = 12025552000;

/** Lets every call that is waiting happen at once, again and again: each time is one round, as if all calls took equally long. */
export async function countRounds(
  scene: Scene,
  command: (frontdesk: Frontdesk, people: People) => Promise<unknown>,
): Promise<Counted> {
  const { store } = createMemory(() => undefined);
  let nowMs = 1_700_000_000_000;
  let waiting: (() => void)[] = [];
  let counting = false;
  let calls = 0;
  let round = 0;
  let untilHeard = 0;
  const invited: E164[] = [];

  const called = <T>(happen: () => Promise<T>): Promise<T> => {
    if (!counting) return happen();
    calls += 1;
    return new Promise((resolve, reject) => waiting.push(() => happen().then(resolve, reject)));
  };
  const verbs = Object.entries(store).map(([verb, happen]) => [
    verb,
    (...given: unknown[]) => called(() => (happen as (...all: unknown[]) => Promise<unknown>)(...given)),
  ]);
  const frontdesk: Frontdesk = {
    config: readConfig({
      ADMIN_NUMBERS: '+12025550100',
      SYNC_SERVICE_SID: 'ISmemory',
      TWILIO_NUMBER: '+12025550199',
      MEETING_URL: 'https://room.example',
    }),
    clock: { nowMs: () => nowMs },
    store: Object.fromEntries(verbs) as SyncStore,
    log: () => undefined,
    texts,
    settings: defaultSettings,
    random: () => 0.5,
    endExecution: async () => undefined,
    queue: undefined as unknown as Frontdesk['queue'],
    meetings: { create: () => called(async () => ({ url: 'https://meet/1', kind: 'own' as const })) },
    sendText: ({ to, body }: Text) =>
      called(async () => {
        untilHeard = round;
        if (body.startsWith('invitation')) invited.push(to);
        return { messageSid: 'SM', to };
      }),
    findText: async () => undefined,
  };

  const provider = sender(`+${firstProvider}`, 'SMprovider');
  const receiver = sender('+12025550101', 'SMreceiver');
  for (let n = 0; n < Math.max(1, scene.available); n += 1) {
    const number: E164 = `+${firstProvider + n}`;
    await store.createDocument<ProviderState>(documents.provider(digitsOf(number)), {
      number,
      language: 'en',
      approval: 'approved',
      subscribed: true,
      duty: 'off',
    });
    nowMs += 1000;
    if (n < scene.available) await available(frontdesk, sender(number, `SMavailable${n}`));
  }
  if (scene.matched) await request(frontdesk, sender(receiver.number, 'SMrequest'));

  counting = true;
  invited.length = 0;
  let outcome: unknown;
  let ended = false;
  const work = command(frontdesk, { receiver, provider }).then((value) => {
    outcome = value;
    ended = true;
  });
  for (;;) {
    await new Promise((resolve) => setImmediate(resolve));
    if (ended) break;
    round += 1;
    for (const happen of waiting.splice(0)) happen();
    waiting = [];
  }
  await work;
  return { outcome, untilHeard, untilEnd: round, calls, asked: invited[0], invited };
}
