import fc from 'fast-check';
import { type MemoryFrontdesk, memoryFrontdesk } from '../../test/memory-frontdesk';
import { recordArrival } from './arrive';
import { createOrder } from './create';
import { isOpen, statusOf } from './moves';
import { type Customer, type Fact, facts, type Order, ordersMap } from './order';
import { repairOrderTexts } from './repair';
import { press, textCustomer, undoFact } from './staff';

// Two staff and the customer act on one order at once. Their calls to Twilio happen in any order, and any of them may die at any call and
// come again. Whatever happens: each text goes out once, both facts survive, and an open order is found by its customer's text.

const phone = '+12025550114';
const staff = '+12025550100';

type Step =
  | { do: 'ready' | 'collected' | 'cancel' | 'seen' }
  | { do: 'undo'; fact: Fact }
  | { do: 'arrive'; inCar: boolean }
  | { do: 'text' };

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.constantFrom<Step>({ do: 'ready' }, { do: 'collected' }, { do: 'cancel' }, { do: 'seen' }, { do: 'text' }),
  fc.constantFrom(...facts).map((fact): Step => ({ do: 'undo', fact })),
  fc.boolean().map((inCar): Step => ({ do: 'arrive', inCar })),
);

/** Dies at its n-th call, before or after it took effect; then comes again. */
const actor = fc.record({
  step,
  diesAt: fc.option(fc.nat({ max: 8 }), { nil: undefined }),
  effect: fc.boolean(),
});

interface Death {
  diesAt?: number;
  effect: boolean;
  onDeath: () => void;
}

interface World {
  frontdesk: MemoryFrontdesk;
  sends: { about: string; atMs: number; body: string }[];
  /** Lets the waiting calls happen, in the order that fast-check chooses. */
  scheduler: fc.Scheduler;
}

/** A front desk of one Function's own over the shared store: its calls wait for their turn, and it may die. */
function functionOf(
  { frontdesk, scheduler, sends }: World,
  { diesAt, effect, onDeath }: Death = { effect: false, onDeath: () => undefined },
): MemoryFrontdesk {
  let calls = 0;
  let dead = false;
  const die = () => {
    dead = true;
    onDeath();
    return new Promise<never>(() => undefined);
  };
  const turn = async <T>(name: string, call: () => Promise<T>): Promise<T> => {
    await scheduler.schedule(Promise.resolve(), name);
    if (dead) return new Promise(() => undefined);
    const dies = calls === diesAt;
    calls += 1;
    if (dies && !effect) return die();
    const result = await call();
    return dies ? die() : result;
  };
  const store = new Proxy(frontdesk.store, {
    get: (target, name) => {
      const value = Reflect.get(target, name);
      if (typeof value !== 'function') return value;
      return (...args: unknown[]) => turn(String(name), () => value.apply(target, args));
    },
  });
  return {
    ...frontdesk,
    store,
    sendText: (text) =>
      turn('send', async () => {
        sends.push({ about: JSON.stringify(text.about), atMs: frontdesk.clock.nowMs(), body: text.body });
        return { messageSid: `SM${sends.length}`, to: text.to };
      }),
    findText: ({ body, sinceMs, to }) =>
      turn('find', async () => {
        const found = sends.findIndex((sent) => sent.body === body && sent.atMs >= sinceMs);
        return found < 0 ? undefined : { messageSid: `SM${found + 1}`, to };
      }),
  };
}

const doing = (frontdesk: MemoryFrontdesk, key: string, id: string, what: Step) => {
  const pressed = { actionId: id, by: staff, key } as const;
  switch (what.do) {
    case 'undo':
      return undoFact(frontdesk, pressed, what.fact);
    case 'arrive':
      return recordArrival(frontdesk, {
        phone,
        id,
        inCar: what.inCar,
        ...(what.inCar && { carMake: `car ${id}`, carLicense: id }),
      });
    case 'text':
      return textCustomer(frontdesk, pressed, `Hello ${id}`);
    default:
      return press(frontdesk, what.do, pressed);
  }
};

test('whatever two staff and a customer do at once', async () => {
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), fc.array(actor, { minLength: 1, maxLength: 5 }), async (scheduler, actors) => {
      const frontdesk = memoryFrontdesk();
      const clock = { nowMs: () => (frontdesk.now += 1) };
      Object.assign(frontdesk, { clock });
      const world: World = { frontdesk, sends: [], scheduler };
      const made = await createOrder(
        functionOf({ ...world, scheduler: { schedule: async () => undefined } as never }),
        { actionId: 'create-1', name: 'Cyrus', phone },
      );
      if (made.kind !== 'created') throw new Error('no order');
      const { key } = made.item;

      const outcomes = actors.map(async ({ step: what, diesAt, effect }, n) => {
        const id = `press-${n}`;
        const died = await new Promise<boolean>((resolve, reject) => {
          const mortal = functionOf(world, { diesAt, effect, onDeath: () => resolve(true) });
          doing(mortal, key, id, what).then(() => resolve(false), reject);
        });
        if (died) await doing(functionOf(world), key, id, what);
      });
      const all = Promise.all(outcomes);
      await scheduler.waitFor(all);
      await all;
      frontdesk.now += 60_000;
      await repairOrderTexts(functionOf({ ...world, scheduler: { schedule: async () => undefined } as never }));

      const order = frontdesk.store.maps.get(ordersMap)?.get(key)?.data as Order;
      const abouts = world.sends.map(({ about }) => about);
      expect(abouts).toEqual([...new Set(abouts)]);
      for (const [kind, text] of Object.entries(order.texts)) {
        if (text?.status === 'failed') expect(text.reason).toMatch(/no longer true/);
        else expect([kind, text?.status]).toEqual([kind, 'sent']);
        // The same words that went out since for an earlier press tell the customer just this
        if (text?.status === 'sent')
          expect(world.sends.filter(({ body, atMs }) => body === text.body && atMs >= Date.parse(text.at))).not.toEqual(
            [],
          );
      }
      const customer = frontdesk.store.documents.get(`customer.${phone.slice(1)}`)?.data as Customer;
      if (isOpen(order)) expect(customer.orders.map((listed) => listed.key)).toContain(key);
      if (order.inCar !== true) expect([order.carMake, order.carLicense]).toEqual([undefined, undefined]);
      else expect(order.carMake).toBe(`car ${order.carLicense}`);

      const did = new Set(actors.map(({ step: what }) => (what.do === 'undo' ? `undo ${what.fact}` : what.do)));
      const closes = did.has('collected') || did.has('cancel');
      if (did.has('ready') && !did.has('undo readyAt') && !closes) expect(order.readyAt).toBeDefined();
      if (did.has('arrive') && !did.has('undo arrivedAt') && !closes) expect(order.arrivedAt).toBeDefined();
      if (closes && !did.has('undo collectedAt') && !did.has('undo cancelledAt')) {
        expect(['collected', 'cancelled']).toContain(statusOf(order));
      }
    }),
    { numRuns: 1000 },
  );
});
