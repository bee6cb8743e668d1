import type { PauseItem } from '../../src/settings/pause';
import { openFrontdesk, type TestFrontdesk } from '../frontdesk';
import { brokenAfterTicks, momentOf, troublesOf } from '../frontdesk/crash';
import { syncItems } from '../frontdesk/sync';
import {
  ana,
  approved,
  available,
  ben,
  cal,
  closed,
  dee,
  matched,
  matchedUnheard,
  paused,
  scenes,
  waitingInLine,
} from './scenes';
import { brokenPromises, dispatchWorld } from './world';

// For every command, at every API call that it makes: the call is refused, or fails, or takes effect and its answer is lost, or the Function dies
// right before or right after it. Then Twilio tries the fallback URL with the same text, and cron ticks. Whatever happened, the promises hold.

let frontdesk: TestFrontdesk;
beforeAll(async () => {
  frontdesk = await openFrontdesk({ rateLimits: false });
});
afterAll(() => frontdesk.stop());

const minute = 60_000;

interface Case {
  readonly name: string;
  readonly given: (frontdesk: TestFrontdesk) => Promise<void>;
  readonly from: string;
  readonly body: string;
  /** What else must be so afterwards: what is not. */
  readonly also?: () => Promise<readonly string[]>;
}

const isPaused = (wanted: boolean) => async () => {
  const { paused: is } = (await syncItems<PauseItem>(frontdesk, 'settings')).get('pause') ?? {};
  return is === wanted ? [] : [`paused is ${is}`];
};

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
  { name: '1 while it is closed', given: closed, from: cal, body: '1' },
  { name: '1 while it is paused', given: scenes(available(ana), paused), from: cal, body: '1' },
  {
    name: '!available while it is closed and somebody is still in line',
    given: scenes(waitingInLine(cal, { provider: ana }), closed),
    from: ana,
    body: '!available',
  },
];
const adminCases: readonly Omit<Case, 'from'>[] = [
  { name: '!approve', given: (f) => f.phone(ben).texts('!subscribe').then(), body: `!approve ${ben}` },
  { name: '!deny', given: available(ana), body: `!deny ${ana}` },
  { name: '!deny in a session', given: matched(ana, cal), body: `!deny ${ana}` },
  { name: '!showall', given: available(ana), body: '!showall' },
  { name: '!pause', given: waitingInLine(cal), body: '!pause Back soon', also: isPaused(true) },
  { name: '!resume', given: paused, body: '!resume', also: isPaused(false) },
];

const promises = async () => brokenPromises(await dispatchWorld(frontdesk), frontdesk);

async function run({ given, from, body, also = async () => [] }: Case) {
  await frontdesk.reset();
  await given(frontdesk);
  await frontdesk.tick(); // so that none of the callbacks has to: a tick's own crashes are below
  const back = momentOf(frontdesk);
  const text = () => frontdesk.phone(from).texts(body);

  const broken: string[] = [];
  for (const trouble of await troublesOf(frontdesk, text)) {
    await back();
    const { sid } = await trouble.during(text);
    await frontdesk.phone(from).texts(body, { sid, via: 'fallback' });
    const found = await brokenAfterTicks(frontdesk, async () => [...(await promises()), ...(await also())]);
    broken.push(...found.map((promise) => `${trouble.at}: ${promise}`));
  }
  expect(broken).toEqual([]);
}

test.each(cases)('$name', (scene) => run(scene), 400_000);
test.each(adminCases)('$name', (scene) => run({ ...scene, from: frontdesk.admin.number }), 400_000);

// What is left for a tick to finish: the Function that did something died in the middle of it.

type Fault = Parameters<typeof frontdesk.emulator.faults.add>[0];

interface Unfinished {
  readonly name: string;
  readonly given: (frontdesk: TestFrontdesk) => Promise<void>;
  readonly from: string;
  readonly body: string;
  readonly diedAt: Omit<Fault, 'kind'>;
}
const documents = (name: string) => `/Documents/${name}`;
const unfinished: readonly Unfinished[] = [
  {
    name: 'a provider who was claimed for nobody',
    given: available(ana),
    from: cal,
    body: '1',
    diedAt: { method: 'POST', url: documents(`provider.${ana.slice(1)}`), after: true },
  },
  {
    name: 'a match of which nobody was told',
    given: available(ana),
    from: cal,
    body: '1',
    diedAt: { method: 'POST', url: '/Messages.json' },
  },
  {
    name: 'a match of which one was told',
    given: available(ana),
    from: cal,
    body: '1',
    diedAt: { method: 'POST', url: '/Messages.json', after: true },
  },
  {
    name: 'a session that was cancelled, and its provider still engaged',
    given: matched(ana, cal, { alsoWaiting: dee }),
    from: cal,
    body: '0',
    diedAt: { method: 'POST', url: documents(`request.${cal.slice(1)}`), after: true },
  },
];

const once = () => frontdesk.tick();
const twiceAtOnce = () => Promise.all([frontdesk.tick(), frontdesk.tick()]);

describe.each([
  { who: 'tick', act: once },
  { who: 'two ticks at once', act: twiceAtOnce },
])('$who, and', ({ act }) => {
  test.each(unfinished)(
    '$name',
    async ({ given, from, body, diedAt }) => {
      await frontdesk.reset();
      await given(frontdesk);
      await frontdesk.tick();
      frontdesk.emulator.faults.add({ ...diedAt, kind: 'kill', nth: 1 });
      await frontdesk.phone(from).texts(body);
      expect(frontdesk.emulator.faults.list()).toMatchObject([{ struck: 1 }]);
      frontdesk.emulator.faults.clear();
      await frontdesk.advance(2 * minute);
      const back = momentOf(frontdesk);
      const tick = async () => {
        await act();
        await frontdesk.emulator.world.causes.settled();
      };

      const broken: string[] = [];
      for (const trouble of (await troublesOf(frontdesk, tick)).filter(({ kills }) => kills)) {
        await back();
        await trouble.during(tick);
        const found = await brokenAfterTicks(frontdesk, promises);
        broken.push(...found.map((promise) => `${trouble.at}: ${promise}`));
      }
      expect(broken).toEqual([]);
    },
    400_000,
  );
});

// What time alone brings: whoever is in line leaves it, by a tick that may die.

const nobodyMeets = async () => {
  const { requests } = await dispatchWorld(frontdesk);
  return requests.flatMap(({ state, receiver }) => (state === 'matched' ? [`${receiver} is in a session`] : []));
};

test.each<Pick<Case, 'name' | 'given' | 'also'>>([
  { name: 'closing while two are in line', given: scenes(waitingInLine(cal), waitingInLine(dee), closed) },
  {
    name: 'closing while one is in line and one in a session',
    given: scenes(matched(ana, cal, { alsoWaiting: dee }), closed),
  },
  {
    name: 'an invitation that did not arrive, and nobody heard of it',
    given: matchedUnheard(ana, cal, { unreached: ana }),
    also: nobodyMeets,
  },
  { name: 'a wait that was too long', given: scenes(waitingInLine(cal), (f) => f.advance(121 * minute)) },
])(
  '$name',
  async ({ given, also = async () => [] }) => {
    await frontdesk.reset();
    await given(frontdesk);
    const back = momentOf(frontdesk);
    const tick = async () => {
      await frontdesk.tick();
      await frontdesk.emulator.world.causes.settled();
    };
    const broken: string[] = [];
    for (const trouble of await troublesOf(frontdesk, tick)) {
      await back();
      await trouble.during(tick);
      const found = await brokenAfterTicks(frontdesk, async () => [...(await promises()), ...(await also())]);
      broken.push(...found.map((promise) => `${trouble.at}: ${promise}`));
    }
    expect(broken).toEqual([]);
  },
  400_000,
);
