import type { FaultKind } from '../../emulator/net/faults';
import type { Reminder } from '../../src/reminders/reminder';
import { openFrontdesk, type TestFrontdesk } from '../frontdesk';
import { syncItems } from '../frontdesk/sync';
import { type Api, apiOf, appointment, day, hour, minute, patient, start } from './api';

// At every API call of a Function: it is refused, it fails, its answer is lost, or the Function dies before or after it. Cron goes on ticking.
// Then the appointment comes: whoever was told that there is a reminder is reminded once, whoever was told that there is none hears nothing.

let frontdesk: TestFrontdesk;
let api: Api;
beforeAll(async () => {
  frontdesk = await openFrontdesk({ frozenAt: start });
  api = apiOf(frontdesk);
});
afterAll(() => frontdesk.stop());

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

/** What the API answered; undefined when the Function died. */
type Told = { status: number; id?: string } | undefined;

interface Case {
  readonly name: string;
  readonly given?: () => Promise<string | undefined>;
  readonly act: (id: string | undefined) => Promise<Told>;
  /** How many texts about the appointment the phone may have heard in the end, after that answer. */
  readonly heard: (told: Told) => readonly number[];
  /** Words that must not be in any of them, after that answer. */
  readonly never?: (told: Told) => RegExp | undefined;
}

const calling = async (action: string, body: unknown, headers?: Record<string, string>): Promise<Told> => {
  try {
    const { status, body: answer } = await api.call(action, body, headers);
    return answer.message === undefined ? undefined : { status, id: answer.reminder_id };
  } catch {
    await frontdesk.emulator.world.causes.settled();
    return undefined; // what a Function that died leaves is not JSON
  }
};

const whenTold =
  (succeeded: readonly number[], failed: readonly number[], died: readonly number[]) =>
  (told: Told): readonly number[] =>
    told === undefined ? died : told.status === 200 ? succeeded : failed;

const farAhead = { ...appointment, appointment_time: '2027-06-22T13:00Z' };

const cases: readonly Case[] = [
  { name: 'create', act: () => calling('create', appointment), heard: whenTold([1], [0], [0, 1]) },
  {
    name: 'create with two windows',
    act: () => calling('create', { ...appointment, notify_window: [24, 2] }),
    heard: whenTold([2], [0], [0, 2]),
  },
  {
    name: 'create again after a failure',
    act: async () => {
      await calling('create', appointment);
      frontdesk.emulator.faults.clear();
      await frontdesk.advance(2 * minute);
      return calling('create', appointment);
    },
    heard: (told) => (told?.status === 200 || told?.status === 409 ? [1] : []),
  },
  {
    name: 'create again under an Idempotency-Key',
    act: async () => {
      const key = { 'idempotency-key': 'k' };
      await calling('create', appointment, key);
      frontdesk.emulator.faults.clear();
      await frontdesk.advance(2 * minute);
      return calling('create', appointment, key);
    },
    heard: (told) => (told?.status === 200 ? [1] : []),
  },
  {
    name: 'delete',
    given: () => api.book(),
    act: (id) => calling('delete', { reminder_id: id }),
    heard: whenTold([0], [0, 1], [0, 1]),
  },
  {
    name: 'delete until it is gone',
    given: () => api.book(),
    act: async (id) => {
      await calling('delete', { reminder_id: id });
      frontdesk.emulator.faults.clear();
      return calling('delete', { reminder_id: id });
    },
    heard: (told) => (told?.status === 200 || told?.status === 404 ? [0] : []),
  },
  {
    name: 'update of the place',
    given: () => api.book(),
    act: (id) => calling('update', { reminder_id: id, location: 'Main Hall' }),
    heard: () => [1],
    never: (told) => (told?.status === 200 ? /Central Park/ : undefined),
  },
  {
    name: 'update of the time',
    given: () => api.book(),
    act: (id) => calling('update', { reminder_id: id, appointment_time: '2027-03-23T10:00Z' }),
    heard: () => [1],
    never: (told) => (told?.status === 200 ? /Monday/ : undefined),
  },
  {
    name: 'tick',
    given: async () => {
      await api.book(farAhead);
      await frontdesk.advance(93 * day); // the day before
      return undefined;
    },
    act: async () => {
      await frontdesk.tick();
      await frontdesk.emulator.world.causes.settled();
      return undefined;
    },
    heard: () => [1],
  },
  {
    name: 'STOP',
    given: () => api.book(),
    act: async () => {
      await frontdesk.phone(patient).texts('STOP');
      return undefined;
    },
    heard: () => [0],
  },
];

const settle = async () => {
  for (let ticks = 0; ticks < 3; ticks += 1) {
    await frontdesk.advance(2 * minute);
    expect((await frontdesk.tick()).status).toBe(200);
    await frontdesk.emulator.world.causes.settled();
  }
};

test.each(cases)(
  '$name',
  async ({ given, act, heard, never }) => {
    const { emulator } = frontdesk;
    const { clock, tables } = emulator.world;
    emulator.faults.clear();
    await frontdesk.reset();
    await clock.moveTo(Date.parse(start));
    const id = await given?.();
    const before = tables.snapshot();
    const beganMs = clock.now();

    await frontdesk.forgetCalls();
    await act(id);
    const calls = await frontdesk.functionCalls();
    expect(calls.length).toBeGreaterThan(0);

    const broken: string[] = [];
    for (let nth = 1; nth <= calls.length; nth += 1) {
      for (const { what, fault } of crashes) {
        await clock.moveTo(beganMs);
        tables.restore(before);
        emulator.faults.clear();
        emulator.faults.add({ ...fault, nth, times: 1 });
        const told = await act(id);
        emulator.faults.clear();
        const phone = frontdesk.phone(patient);
        await settle();
        await frontdesk.advance(4 * day);
        await emulator.world.causes.settled();
        await settle();

        const texts = phone
          .allHeard()
          .filter(({ body, status }) => status !== 'failed' && /You have an appointment/.test(body));
        const at = `call ${nth} (${calls[nth - 1]?.method} ${calls[nth - 1]?.url}) ${what}, told ${told?.status}:`;
        if (!heard(told).includes(texts.length)) broken.push(`${at} heard ${texts.length}`);
        const forbidden = never?.(told);
        if (forbidden && texts.some(({ body }) => forbidden.test(body))) broken.push(`${at} heard of what is no more`);
        const stored = [...(await syncItems<Reminder>(frontdesk, 'reminders')).values()];
        for (const each of stored) {
          if (each.draft || each.deleted || each.moved?.as || each.takeBack.length > 0)
            broken.push(`${at} half done: ${JSON.stringify(each)}`);
          if (each.texts.some(({ state }) => state === 'handing')) broken.push(`${at} still handing over`);
        }
        const work = await syncItems(frontdesk, 'reminder-work');
        if (work.size > 0) broken.push(`${at} work is left: ${[...work.keys()]}`);
      }
    }
    expect(broken).toEqual([]);
  },
  600_000,
);

test('what failed to be delivered is tried again, wherever the Function dies that is told of it', async () => {
  const { emulator } = frontdesk;
  const { clock, tables } = emulator.world;
  emulator.faults.clear();
  await frontdesk.reset();
  await clock.moveTo(Date.parse(start));
  await api.book();
  emulator.messaging.setHandset(patient, { reachable: false, errorCode: 30003 });
  const before = tables.snapshot();
  const beganMs = clock.now();
  for (let nth = 1; nth <= 8; nth += 1) {
    for (const { fault } of crashes) {
      await clock.moveTo(beganMs);
      tables.restore(before);
      emulator.faults.clear();
      emulator.messaging.setHandset(patient, { reachable: false, errorCode: 30003 });
      emulator.faults.add({ ...fault, nth, times: 1 });
      await frontdesk.advance(day + hour);
      await emulator.world.causes.settled();
      emulator.faults.clear();
      emulator.messaging.setHandset(patient, { reachable: true });
      await frontdesk.advance(10 * minute);
      await settle();
      const delivered = frontdesk
        .phone(patient)
        .allHeard()
        .filter(({ status }) => status === 'delivered');
      expect([nth, fault, delivered.length <= 1]).toEqual([nth, fault, true]);
    }
  }
}, 600_000);
