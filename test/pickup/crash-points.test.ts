import { randomUUID } from 'node:crypto';
import type { FaultKind } from '../../emulator/net/faults';
import { openFrontdesk, type TestFrontdesk } from '../frontdesk';
import { type Desk, signIn } from '../frontdesk/desk';
import { board, brokenPromises } from './board';

// For every press on the desk and for an arrival, at every API call that it makes: the call is refused, or fails, or takes effect and its answer
// is lost, or the Function dies right before or right after it. Then the same press comes again (or the customer arrives again), and cron
// ticks. Whatever happened, the promises hold, and what was asked for is done.

let frontdesk: TestFrontdesk;
let desk: Desk;
beforeAll(async () => {
  frontdesk = await openFrontdesk({ rateLimits: false });
});
afterAll(() => frontdesk.stop());

const cyrus = '+12025550114';
let key = '';

interface Case {
  readonly name: string;
  readonly given?: () => Promise<unknown>;
  /** Does it; the same id is the same press. */
  readonly act: (id: string) => Promise<unknown>;
  /** Only possible for a while: the clock goes on, so the scene is made anew for each crash. */
  readonly forAWhile?: boolean;
  /** What must be so afterwards. */
  readonly done: (order: Record<string, unknown> | undefined) => boolean;
}

const press =
  (path: string, more: object = {}) =>
  (id: string) =>
    desk.post(`orders/${path}`, { actionId: id, key, ...more });
const order = async () => {
  ({ key } = await desk.order({ name: 'Cyrus', phone: cyrus }));
};
const after =
  (...paths: string[]) =>
  async () => {
    await order();
    for (const path of paths) await press(path)(randomUUID());
  };

const upToTheLastQuestion = async () => {
  await order();
  for (const text of ['ARRIVE', 'Cyrus']) await frontdesk.phone(cyrus).texts(text);
};

const cases: readonly Case[] = [
  {
    name: 'a new order',
    act: (id) => desk.post('orders/create', { actionId: id, name: 'Cyrus', phone: cyrus }),
    done: (found) => found !== undefined,
  },
  { name: 'ready', given: order, act: press('ready'), done: (found) => found?.readyAt !== undefined },
  { name: 'collected', given: after('ready'), act: press('collected'), done: (found) => found === undefined },
  { name: 'cancel', given: order, act: press('cancel'), done: (found) => found === undefined },
  {
    name: 'undo of ready',
    forAWhile: true,
    given: after('ready'),
    act: press('undo', { fact: 'readyAt' }),
    done: (found) => found !== undefined && found.readyAt === undefined,
  },
  {
    name: 'undo of collected',
    forAWhile: true,
    given: after('collected'),
    act: press('undo', { fact: 'collectedAt' }),
    done: (found) => found !== undefined,
  },
  {
    name: 'an arrival',
    given: upToTheLastQuestion,
    act: () => frontdesk.phone(cyrus).texts('n'),
    done: (found) => found?.arrivedAt !== undefined,
  },
];

interface Crash {
  readonly what: string;
  readonly fault: { kind: FaultKind; status?: number; after?: boolean };
}
const crashes: readonly Crash[] = [
  { what: 'is refused', fault: { kind: 'refuse' } },
  { what: 'fails with 503', fault: { kind: 'status', status: 503 } },
  { what: 'loses its answer', fault: { kind: 'lost' } },
  { what: 'is where the Function dies, before', fault: { kind: 'kill' } },
  { what: 'is where the Function dies, after', fault: { kind: 'kill', after: true } },
];

const MINUTE = 60_000;

test.each(cases)(
  '$name',
  async ({ name, given, act, done, forAWhile = false }) => {
    const { emulator } = frontdesk;
    const setTheScene = async () => {
      await frontdesk.reset();
      desk = await signIn(frontdesk);
      await given?.();
      await emulator.world.causes.settled();
    };
    await setTheScene();
    const before = emulator.world.tables.snapshot();
    await frontdesk.forgetCalls();
    await act(randomUUID());
    const calls = await frontdesk.functionCalls();
    expect(calls.length).toBeGreaterThan(1);

    const broken: string[] = [];
    for (let nth = 1; nth <= calls.length; nth += 1) {
      for (const { what, fault } of crashes) {
        if (forAWhile) await setTheScene();
        else emulator.world.tables.restore(before);
        emulator.faults.clear();
        emulator.faults.add({ ...fault, nth, times: 1 });
        const id = randomUUID();
        await act(id).catch(() => undefined);
        emulator.faults.clear();
        // The page repeats a press that got no answer; a customer who was told that it failed arrives again
        if (name !== 'an arrival') await act(id);
        else if ((await board(frontdesk))['1']?.arrivedAt === undefined) {
          for (const text of ['ARRIVE', 'Cyrus', 'n']) await frontdesk.phone(cyrus).texts(text);
        }
        for (let ticks = 0; ticks < 2; ticks += 1) {
          await frontdesk.advance(2 * MINUTE);
          expect((await frontdesk.tick()).status).toBe(200);
        }
        await emulator.world.causes.settled();
        const found = await brokenPromises(frontdesk);
        if (!done(Object.values(await board(frontdesk))[0] as Record<string, unknown> | undefined))
          found.push('it is not done');
        const call = calls[nth - 1];
        broken.push(...found.map((promise) => `call ${nth} (${call?.method} ${call?.url}) ${what}: ${promise}`));
      }
    }
    expect(broken).toEqual([]);
  },
  240_000,
);
