import type { CallRecord } from '../../emulator/control/records';
import { poolKey } from '../../src/dispatch/keys';
import type { Bench } from './bench';
import type { Control } from './control';
import { exampleOf, multiply } from './growth';
import { endOf, ofTheAct, slownessMs } from './measure';
import { sequentialRounds } from './rounds';
import { median, table } from './table';

const admin = '+12025550100';
const ana = '+12025550111';
const ben = '+12025550112';
const cal = '+12025550113';
const dee = '+12025550114';
const eli = '+12025550115';

interface Command {
  readonly name: string;
  readonly given: readonly (readonly [from: string, body: string])[];
  readonly text: readonly [from: string, body: string];
  /** Both have heard when the texts of the Function itself are out; otherwise the answer is its reply, at the end. */
  readonly tellsBySending?: boolean;
}

/** A reset forgets the Zoom token that warm Functions hold; the first match after it fetches a new one. */
const warmUp = [
  [admin, `!approve ${ben}`],
  [ben, '!available'],
  [eli, '1'],
  [eli, '0'],
  [ben, '!unavailable'],
] as const;
const subscribed = [
  [ana, '!subscribe'],
  [admin, `!approve ${ana}`],
] as const;
const available = [...subscribed, [ana, '!available']] as const;
const inSession = [...available, [cal, '1']] as const;

const commands: readonly Command[] = [
  { name: '1, matched', given: available, text: [cal, '1'], tellsBySending: true },
  { name: '1, waiting', given: subscribed, text: [cal, '1'] },
  { name: '0, in a session', given: inSession, text: [cal, '0'], tellsBySending: true },
  { name: '0, waiting', given: [...subscribed, [cal, '1']], text: [cal, '0'] },
  { name: '!available', given: subscribed, text: [ana, '!available'] },
  {
    name: '!available, somebody waits',
    given: [...subscribed, [dee, '1']],
    text: [ana, '!available'],
    tellsBySending: true,
  },
  { name: '!unavailable', given: available, text: [ana, '!unavailable'] },
  { name: '!done', given: inSession, text: [ana, '!done'], tellsBySending: true },
  { name: '!subscribe', given: [], text: [ana, '!subscribe'] },
  { name: '!approve', given: [[ana, '!subscribe']], text: [admin, `!approve ${ana}`] },
  { name: '!showall', given: available, text: [admin, '!showall'] },
  { name: 'hello (the menu)', given: [], text: [cal, 'hello'] },
];

interface CommandCost {
  readonly name: string;
  readonly calls: number;
  readonly roundsUntilHeard: number;
  readonly rounds: number;
  readonly ms: number;
}

const isText = (call: CallRecord) => call.method === 'POST' && call.url.includes('/Messages.json');

/** What one command costs, with every API call taking `slownessMs` longer. `prepare` goes back to the start (and may do what is given itself). */
async function measureCommand(
  control: Control,
  command: Command,
  slowness: number,
  repeats: number,
  prepare: () => Promise<void>,
): Promise<CommandCost> {
  const times: number[] = [];
  let calls: readonly CallRecord[] = [];
  for (let n = 0; n < repeats; n += 1) {
    await prepare();
    for (const [from, body] of [...warmUp, ...command.given]) await control.text(from, body);
    await control.forgetCalls();
    await control.slowness(slowness);
    await control.text(...command.text);
    await control.slowness(0);
    calls = ofTheAct(await control.calls());
    times.push(endOf(calls) - Math.min(...calls.map((call) => call.beganMs)));
  }
  const heardMs = endOf(calls.filter(isText));
  const rounds = sequentialRounds(calls);
  return {
    name: command.name,
    calls: calls.length,
    roundsUntilHeard: command.tellsBySending
      ? sequentialRounds(calls.filter((call) => call.beganMs < heardMs))
      : rounds,
    rounds,
    ms: median(times),
  };
}

/** As many at once as the platform lets Functions run. */
async function thirtyAtOnce(control: Control): Promise<{ matched: number; meetings: number; ms: number }> {
  await control.reset();
  const crowd = Array.from({ length: 30 }, (_, n) => String(n).padStart(2, '0'));
  for (const n of crowd) {
    await control.text(admin, `!approve +120255502${n}`);
    await control.text(`+120255502${n}`, '!available');
  }
  const began = performance.now();
  await Promise.all(crowd.map((n) => control.text(`+120255503${n}`, '1')));
  const ms = performance.now() - began;
  const heard = await Promise.all(crowd.map((n) => control.heard(`+120255503${n}`)));
  const links = heard.flatMap((bodies) =>
    bodies.map((body) => /https:\S+/.exec(body)?.[0]).filter((link) => link !== undefined),
  );
  return { matched: links.length, meetings: new Set(links).size, ms };
}

export async function benchDispatch({ control, local, repeats, sizes, print }: Bench): Promise<void> {
  print('\n## Dispatch: what a command costs\n');
  const rows = [];
  for (const command of commands) {
    const fast = await measureCommand(control, command, 0, repeats, () => control.reset());
    const slow = await measureCommand(control, command, slownessMs, repeats, () => control.reset());
    rows.push([command.name, slow.calls, slow.roundsUntilHeard, slow.rounds, fast.ms, slow.ms]);
  }
  print(
    table(['command', 'API calls', 'rounds until heard', 'rounds', 'ms at 0 ms a call', 'ms at 50 ms a call'], rows),
  );

  print('\n## Dispatch: `1`, matched, as the pool grows\n');
  const growth = [];
  const [matched] = commands;
  if (!matched) throw new Error('There is no command to measure');
  for (const size of sizes) {
    const cost = await measureCommand(control, matched, slownessMs, repeats, async () => {
      await control.reset();
      const example = await exampleOf(local.emulator, async () => {
        for (const [from, body] of matched.given) await control.text(from, body);
      });
      multiply(local.emulator, example, size - 1, (text, n) => {
        const own = String(13_000_000_000 + n);
        return text.replaceAll(poolKey(ana), poolKey(`+${own}`)).replaceAll(ana.slice(1), own);
      });
    });
    growth.push([size, cost.calls, cost.rounds, cost.ms]);
  }
  print(table(['available providers', 'API calls', 'rounds', 'ms at 50 ms a call'], growth));

  print('\n## Dispatch: 30 receivers at once for 30 providers\n');
  const crowd = await thirtyAtOnce(control);
  print(table(['matched', 'distinct meetings', 'ms'], [[crowd.matched, crowd.meetings, crowd.ms]]));
}
