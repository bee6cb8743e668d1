import type { CallRecord } from '../../emulator/control/records';
import type { Control } from './control';
import { sequentialRounds } from './rounds';
import { median } from './table';

const admin = '+12025550100';
const ana = '+12025550111';
const cal = '+12025550113';
const dee = '+12025550114';

interface Command {
  readonly name: string;
  readonly given: readonly (readonly [from: string, body: string])[];
  readonly text: readonly [from: string, body: string];
  /** Both have heard when the texts of the Function itself are out; otherwise the answer is its reply, at the end. */
  readonly tellsBySending?: boolean;
}

const subscribed = [
  [ana, '!subscribe'],
  [admin, `!approve ${ana}`],
] as const;
const available = [...subscribed, [ana, '!available']] as const;
const inSession = [...available, [cal, '1']] as const;

export const dispatchCommands: readonly Command[] = [
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

export interface CommandCost {
  readonly name: string;
  readonly calls: number;
  readonly roundsUntilHeard: number;
  readonly rounds: number;
  readonly ms: number;
}

const isText = (call: CallRecord) => call.method === 'POST' && call.url.includes('/Messages.json');

/** What one command costs, at the slowness that the control has been set to. */
export async function measureCommand(
  control: Control,
  command: Command,
  repeats: number,
  prepare: () => Promise<void>,
): Promise<CommandCost> {
  const times: number[] = [];
  let calls: readonly CallRecord[] = [];
  for (let n = 0; n < repeats; n += 1) {
    await prepare();
    await control.slowness(0);
    for (const [from, body] of command.given) await control.text(from, body);
    await control.forgetCalls();
    await control.slowness(50);
    await control.text(...command.text);
    calls = await control.calls();
    times.push(
      Math.max(...calls.map((call) => call.beganMs + call.ms)) - Math.min(...calls.map((call) => call.beganMs)),
    );
  }
  const lastTextMs = Math.max(...calls.filter(isText).map((call) => call.beganMs + call.ms), 0);
  const untilHeard = calls.filter((call) => call.beganMs < lastTextMs);
  const rounds = sequentialRounds(calls);
  return {
    name: command.name,
    calls: calls.length,
    roundsUntilHeard: command.tellsBySending ? sequentialRounds(untilHeard) : rounds,
    rounds,
    ms: median(times),
  };
}
