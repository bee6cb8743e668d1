import { randomUUID } from 'node:crypto';
import type { Order } from '../../src/pickup/order';
import { openFrontdesk, type TestFrontdesk } from '../frontdesk';
import { brokenAfterTicks, momentOf, troublesOf } from '../frontdesk/crash';
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
const bea = '+12025550115';
let key = '';

interface Case {
  readonly name: string;
  readonly given?: () => Promise<unknown>;
  /** Does it; the same id is the same press. */
  readonly act: (id: string) => Promise<unknown>;
  /** What must be so afterwards, of the order and of an arrival without one. */
  readonly done: (order: Partial<Order> | undefined, arrival: Order | undefined) => boolean;
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

const takenForTheWrongOrder = async () => {
  await order();
  for (const text of ['ARRIVE', 'Cyrus', 'n']) await frontdesk.phone(bea).texts(text);
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
    given: after('ready'),
    act: press('undo', { fact: 'readyAt' }),
    done: (found) => found !== undefined && found.readyAt === undefined,
  },
  {
    name: 'undo of collected',
    given: after('collected'),
    act: press('undo', { fact: 'collectedAt' }),
    done: (found) => found !== undefined,
  },
  {
    name: 'undo of an arrival from another phone',
    given: takenForTheWrongOrder,
    act: press('undo', { fact: 'arrivedAt' }),
    done: (found, arrival) => found !== undefined && found.arrivedAt === undefined && arrival?.phone === bea,
  },
  {
    name: 'an arrival',
    given: upToTheLastQuestion,
    act: () => frontdesk.phone(cyrus).texts('n'),
    done: (found) => found?.arrivedAt !== undefined,
  },
];

test.each(cases)(
  '$name',
  async ({ name, given, act, done }) => {
    await frontdesk.reset();
    desk = await signIn(frontdesk);
    await given?.();
    await frontdesk.tick(); // so that no callback has to
    await frontdesk.emulator.world.causes.settled();
    const back = momentOf(frontdesk);
    const promises = async () => {
      const { arrival, ...orders } = await board(frontdesk);
      const isDone = done(Object.values(orders)[0], arrival);
      return [...(await brokenPromises(frontdesk)), ...(isDone ? [] : ['it is not done'])];
    };

    const broken: string[] = [];
    for (const trouble of await troublesOf(frontdesk, () => act(randomUUID()))) {
      await back();
      const id = randomUUID();
      await trouble.during(() => act(id)).catch(() => undefined);
      // The page repeats a press that got no answer; a customer who was told that it failed arrives again
      if (name !== 'an arrival') await act(id);
      else if ((await board(frontdesk))['1']?.arrivedAt === undefined) {
        for (const text of ['ARRIVE', 'Cyrus', 'n']) await frontdesk.phone(cyrus).texts(text);
      }
      const found = await brokenAfterTicks(frontdesk, promises);
      broken.push(...found.map((promise) => `${trouble.at}: ${promise}`));
    }
    expect(broken).toEqual([]);
  },
  240_000,
);
