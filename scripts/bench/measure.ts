import type { CallRecord } from '../../emulator/control/records';
import type { Bench } from './bench';
import { sequentialRounds } from './rounds';
import { median } from './table';

/** Something that is measured: what has to be so before, and the act itself. */
export interface Act {
  readonly name: string;
  /** Prepares the n-th time, and answers what is to be done then. */
  ready(n: number): Promise<() => Promise<unknown>>;
}

export interface Cost {
  readonly calls: number;
  readonly rounds: number;
  readonly ms: number;
}

/** Status callbacks come after it, and are not its cost. */
export const ofTheAct = (calls: readonly CallRecord[]): CallRecord[] =>
  calls.filter((call) => call.function !== '/sms/status');

export const endOf = (calls: readonly CallRecord[]): number =>
  Math.max(0, ...calls.map((call) => call.beganMs + call.ms));

/** What an act costs with every API call taking `slownessMs` longer: from its first call of the API until its last one has ended. */
export async function costOf({ control, local, repeats }: Bench, act: Act, slownessMs: number): Promise<Cost> {
  const costs: Cost[] = [];
  for (let n = 0; n < repeats; n += 1) {
    const run = await act.ready(n);
    await local.emulator.world.causes.settled();
    await control.forgetCalls();
    await control.slowness(slownessMs);
    await run();
    await control.slowness(0);
    const calls = ofTheAct(await control.calls());
    const beganMs = Math.min(...calls.map((call) => call.beganMs));
    costs.push({ calls: calls.length, rounds: sequentialRounds(calls), ms: endOf(calls) - beganMs });
    await local.emulator.world.causes.settled();
  }
  const middle = (of: keyof Cost) => median(costs.map((cost) => cost[of]));
  return { calls: middle('calls'), rounds: middle('rounds'), ms: middle('ms') };
}

export const slownessMs = 50;

/** Each act's calls, rounds and times, a row each. */
export async function costRows(bench: Bench, acts: readonly Act[]): Promise<(string | number)[][]> {
  const rows = [];
  for (const act of acts) {
    const fast = await costOf(bench, act, 0);
    const slow = await costOf(bench, act, slownessMs);
    rows.push([act.name, slow.calls, slow.rounds, fast.ms, slow.ms]);
  }
  return rows;
}

export const costHead = ['', 'API calls', 'rounds', 'ms at 0 ms a call', `ms at ${slownessMs} ms a call`];

/** Each act with more and more stored; `grow` goes back to the start and stores so many. */
export async function growthRows(
  bench: Bench,
  acts: readonly Act[],
  grow: (size: number) => Promise<void>,
): Promise<(string | number)[][]> {
  const costs = new Map<Act, Cost[]>(acts.map((act) => [act, []]));
  for (const size of bench.sizes) {
    await grow(size);
    for (const act of acts) costs.get(act)?.push(await costOf(bench, act, slownessMs));
  }
  return acts.map((act) => {
    const measured = costs.get(act) ?? [];
    const factor = (measured.at(-1)?.ms ?? 0) / (measured[0]?.ms ?? 1);
    const cells = measured.map(({ calls, rounds, ms }) => `${calls} / ${rounds} / ${ms.toFixed(0)} ms`);
    return [act.name, ...cells, factor.toFixed(2)];
  });
}

export const growthHead = ({ sizes }: Bench): string[] => [
  'API calls / rounds / time, with stored:',
  ...sizes.map((size) => size.toLocaleString('en').replaceAll(',', ' ')),
  'growth',
];
