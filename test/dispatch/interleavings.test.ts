import fc from 'fast-check';
import { newSid } from '../../emulator/core/ids';
import { openFrontdesk, type TestFrontdesk } from '../frontdesk';
import { momentOf, tickLater } from '../frontdesk/crash';
import { ana, approved, ben, cal, dee } from './scenes';
import { brokenPromises, dispatchWorld } from './world';

// Anybody texts anything, several at once, Twilio delivers some texts twice, handsets go out of reach, cron ticks: whatever the order, the promises hold.
// FC_SEED (see jest.config.cjs) tries other orders and FC_RUNS more of them; with FC_PATH it goes straight to one that failed.

const eli = '+12025550115';

let frontdesk: TestFrontdesk;
let toTheStart: () => Promise<void>;
beforeAll(async () => {
  frontdesk = await openFrontdesk({ rateLimits: false });
  await approved(ana, ben)(frontdesk);
  await frontdesk.tick();
  toTheStart = momentOf(frontdesk);
});
afterAll(() => frontdesk.stop());

type Delivery = 'once' | 'twice at once' | 'again at the fallback';
type Action =
  | { kind: 'text'; from: string; body: string; delivery: Delivery }
  | { kind: 'reach'; number: string; reachable: boolean }
  | { kind: 'tick' };

const delivery = fc.oneof(
  { weight: 6, arbitrary: fc.constant<Delivery>('once') },
  { weight: 1, arbitrary: fc.constant<Delivery>('twice at once') },
  { weight: 1, arbitrary: fc.constant<Delivery>('again at the fallback') },
);
const texts = (froms: readonly string[], bodies: readonly string[]) =>
  fc.record({
    kind: fc.constant('text' as const),
    from: fc.constantFrom(...froms),
    body: fc.constantFrom(...bodies),
    delivery,
  });
const action: fc.Arbitrary<Action> = fc.oneof(
  { weight: 8, arbitrary: texts([cal, dee, eli], ['1', '1', '1', '0', 'hello']) },
  { weight: 6, arbitrary: texts([ana, ben], ['!available', '!available', '!unavailable', '!done', '0']) },
  { weight: 1, arbitrary: texts([ana, ben], ['!unsubscribe', '!subscribe']) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('reach' as const),
      number: fc.constantFrom(ana, ben, cal),
      reachable: fc.boolean(),
    }),
  },
  { weight: 1, arbitrary: fc.constant({ kind: 'tick' as const }) },
);
/** What happens in one wave happens at once. */
const story = fc.array(fc.array(action, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 4 });

async function act(what: Action) {
  if (what.kind === 'reach') {
    frontdesk.emulator.messaging.setHandset(what.number, { reachable: what.reachable });
    return;
  }
  if (what.kind === 'tick') {
    await frontdesk.tick();
    return;
  }
  const phone = frontdesk.phone(what.from);
  const sid = newSid('SM');
  const first = phone.texts(what.body, { sid });
  if (what.delivery === 'again at the fallback') await first;
  if (what.delivery !== 'once') await phone.texts(what.body, { sid, via: 'fallback' });
  await first;
}

async function tell(waves: readonly (readonly Action[])[]) {
  await toTheStart();
  for (const wave of waves) await Promise.all(wave.map(act));
  for (const number of [ana, ben, cal]) frontdesk.emulator.messaging.setHandset(number, { reachable: true });
  await tickLater(frontdesk);
  expect(brokenPromises(await dispatchWorld(frontdesk), frontdesk)).toEqual([]);
}

const { FC_PATH, FC_RUNS } = process.env;

test('whatever happens at once, nobody is double-booked, lost or left waiting', async () => {
  await fc.assert(fc.asyncProperty(story, tell), {
    numRuns: Number(FC_RUNS ?? 1000),
    path: FC_PATH,
    endOnFailure: true,
  });
}, 1_500_000);
