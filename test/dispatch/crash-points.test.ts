import type { FaultKind } from '../../emulator/net/faults';
import { openFrontdesk, type TestFrontdesk } from '../frontdesk';
import { ana, approved, available, ben, cal, dee, matched, waitingInLine } from './scenes';
import { brokenPromises, dispatchWorld } from './world';

// For every command, at every API call that it makes: the call is refused, or fails, or takes effect and its answer is lost, or the Function dies
// right before or right after it. Then Twilio tries the fallback URL with the same text, and cron ticks. Whatever happened, the promises hold.

let frontdesk: TestFrontdesk;
beforeAll(async () => {
  frontdesk = await openFrontdesk({ rateLimits: false });
});
afterAll(() => frontdesk.stop());

interface Case {
  readonly name: string;
  readonly given: (frontdesk: TestFrontdesk) => Promise<void>;
  readonly from: string;
  readonly body: string;
}

const cases: readonly Case[] = [
  { name: '1 with a provider available', given: available(ana), from: cal, body: '1' },
  { name: '1 with nobody available', given: approved(ana), from: cal, body: '1' },
  { name: '0 while waiting', given: waitingInLine(cal), from: cal, body: '0' },
  { name: '0 in a session', given: matched(ana, cal), from: cal, body: '0' },
  { name: '0 in a session while another waits', given: matched(ana, cal, { alsoWaiting: dee }), from: cal, body: '0' },
  { name: '0 by the provider', given: matched(ana, cal), from: ana, body: '0' },
  { name: '!available', given: approved(ana), from: ana, body: '!available' },
  {
    name: '!available while somebody waits',
    given: waitingInLine(cal, { provider: ana }),
    from: ana,
    body: '!available',
  },
  { name: '!unavailable', given: available(ana), from: ana, body: '!unavailable' },
  { name: '!unavailable in a session', given: matched(ana, cal), from: ana, body: '!unavailable' },
  { name: '!done', given: matched(ana, cal), from: ana, body: '!done' },
  { name: '!done while another waits', given: matched(ana, cal, { alsoWaiting: dee }), from: ana, body: '!done' },
  { name: '!subscribe', given: async () => undefined, from: ben, body: '!subscribe' },
  { name: '!unsubscribe', given: available(ana), from: ana, body: '!unsubscribe' },
  { name: '!unsubscribe in a session', given: matched(ana, cal), from: ana, body: '!unsubscribe' },
  { name: '!name', given: approved(ana), from: ana, body: '!name Ana Diaz' },
];
const adminCases: readonly Omit<Case, 'from'>[] = [
  { name: '!approve', given: (f) => f.phone(ben).texts('!subscribe').then(), body: `!approve ${ben}` },
  { name: '!deny', given: available(ana), body: `!deny ${ana}` },
  { name: '!deny in a session', given: matched(ana, cal), body: `!deny ${ana}` },
  { name: '!showall', given: available(ana), body: '!showall' },
];

interface Crash {
  readonly what: string;
  readonly fault: { kind: FaultKind; status?: number; code?: number; after?: boolean };
}
const crashes: readonly Crash[] = [
  { what: 'is refused', fault: { kind: 'refuse' } },
  { what: 'fails with 503', fault: { kind: 'status', status: 503 } },
  { what: 'loses its answer', fault: { kind: 'lost' } },
  { what: 'is where the Function dies, before', fault: { kind: 'kill' } },
  { what: 'is where the Function dies, after', fault: { kind: 'kill', after: true } },
];

const MINUTE = 60_000;

async function run(scene: Case) {
  const { emulator } = frontdesk;
  await frontdesk.reset();
  await scene.given(frontdesk);
  const before = emulator.world.tables.snapshot();

  await frontdesk.forgetCalls();
  await frontdesk.phone(scene.from).texts(scene.body);
  const calls = await frontdesk.functionCalls();
  expect(calls.length).toBeGreaterThan(0);

  const broken: string[] = [];
  for (let nth = 1; nth <= calls.length; nth += 1) {
    for (const { what, fault } of crashes) {
      emulator.world.tables.restore(before);
      emulator.faults.clear();
      emulator.faults.add({ ...fault, nth, times: 1 });
      const { sid } = await frontdesk.phone(scene.from).texts(scene.body);
      emulator.faults.clear();
      await frontdesk.phone(scene.from).texts(scene.body, { sid, via: 'fallback' });
      for (let ticks = 0; ticks < 2; ticks += 1) {
        await frontdesk.advance(2 * MINUTE);
        expect((await frontdesk.tick()).status).toBe(200);
      }
      await emulator.world.causes.settled();
      const found = brokenPromises(await dispatchWorld(frontdesk), frontdesk);
      broken.push(
        ...found.map((promise) => `call ${nth} (${calls[nth - 1]?.method} ${calls[nth - 1]?.url}) ${what}: ${promise}`),
      );
    }
  }
  expect(broken).toEqual([]);
}

test.each(cases)('$name', (scene) => run(scene), 400_000);
test.each(adminCases)('$name', (scene) => run({ ...scene, from: frontdesk.admin.number }), 400_000);
