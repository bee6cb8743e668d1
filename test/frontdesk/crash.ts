import type { FaultKind } from '../../emulator/net/faults';
import type { TestFrontdesk } from './index';

/** A way in which one API call of a Function can go wrong. */
interface Crash {
  readonly what: string;
  readonly fault: { kind: FaultKind; status?: number; after?: boolean };
  /** Differs from another one only by the call's effect, and a read has none. */
  readonly ofWrites?: boolean;
}
const crashes: readonly Crash[] = [
  { what: 'is refused', fault: { kind: 'refuse' } },
  { what: 'fails with 503', fault: { kind: 'status', status: 503 } },
  { what: 'loses its answer', fault: { kind: 'lost' }, ofWrites: true },
  { what: 'is where the Function dies, before', fault: { kind: 'kill' } },
  { what: 'is where the Function dies, after', fault: { kind: 'kill', after: true }, ofWrites: true },
];

/** Something goes wrong at one of the API calls that an act makes. */
export interface Trouble {
  /** Where and how, for whoever reads of a broken promise. */
  readonly at: string;
  /** The Function dies of it. */
  readonly kills: boolean;
  /** Acts, with the trouble on for just as long. */
  during<T>(act: () => Promise<T>): Promise<T>;
}

/** Acts without trouble, and answers every trouble that the same act can have: each crash at each API call of a Function. */
export async function troublesOf(frontdesk: TestFrontdesk, act: () => Promise<unknown>): Promise<readonly Trouble[]> {
  const { faults } = frontdesk.emulator;
  faults.clear();
  await frontdesk.forgetCalls();
  await act();
  const calls = await frontdesk.functionCalls();
  expect(calls.length).toBeGreaterThan(0);
  return calls.flatMap(({ n, method, url }) =>
    crashes
      .filter(({ ofWrites }) => method !== 'GET' || !ofWrites)
      .map(({ what, fault }) => ({
        kills: fault.kind === 'kill',
        at: `call ${n} of ${calls.length} (${method} ${url}) ${what}`,
        async during<T>(again: () => Promise<T>) {
          faults.add({ ...fault, nth: n, times: 1 });
          try {
            return await again();
          } finally {
            faults.clear();
          }
        },
      })),
  );
}

/** The present moment, stored state and time: called, it is that moment again. */
export function momentOf(frontdesk: TestFrontdesk): () => Promise<void> {
  const { clock, tables } = frontdesk.emulator.world;
  const state = tables.snapshot();
  const nowMs = clock.now();
  return async () => {
    await clock.moveTo(nowMs);
    tables.restore(state);
  };
}

const minute = 60_000;

/** Cron goes on: two ticks, by when whatever a dead Function left is old enough. Answers the promises that are broken even then. */
export async function brokenAfterTicks(
  frontdesk: TestFrontdesk,
  broken: () => Promise<readonly string[]>,
): Promise<readonly string[]> {
  let found: readonly string[] = [];
  for (let ticks = 0; ticks < 2; ticks += 1) {
    await tickLater(frontdesk);
    found = await broken();
    if (found.length === 0) return found;
  }
  return found;
}

export async function tickLater(frontdesk: TestFrontdesk): Promise<void> {
  await frontdesk.advance(2 * minute);
  expect((await frontdesk.tick()).status).toBe(200);
  await frontdesk.emulator.world.causes.settled();
}
