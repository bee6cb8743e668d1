import { isNothing, type Traces } from './forget';

/** What there is of a person, for the operator who is about to remove it. */
export function traceLines(number: string, traces: Traces): string[] {
  const { own, mentions, running, messages, namedIn, executions } = traces;
  if (isNothing(traces)) return [`Nothing is stored of ${number}.`];
  const counts = new Map<string, number>();
  for (const { kind, name } of own) {
    const what = kind === undefined ? name : `${kind.name}: ${kind.what}`;
    counts.set(what, (counts.get(what) ?? 0) + 1);
  }
  return [
    `Of ${number} there is:`,
    ...[...counts].map(([what, count]) => `  ${String(count).padStart(4)}  ${what}`),
    ...line(mentions.length, 'with somebody else, naming the number, which goes'),
    ...line(executions.length, 'conversations with a flow, in Studio'),
    ...line(messages.length, 'texts at Twilio, which are deleted'),
    ...line(namedIn.length, 'texts of others that name the number, which are emptied'),
    ...running.map(({ what }) => `   !    goes on: ${what}`),
  ];
}

const line = (count: number, what: string): string[] =>
  count === 0 ? [] : [`  ${String(count).padStart(4)}  ${what}`];

/** What no command of ours removes, and for how long it stays. */
export const remains = ({ hasStopped, isAdmin }: { hasStopped: boolean; isAdmin: boolean }): string[] => [
  'What remains:',
  hasStopped
    ? '  - that they texted STOP, for good: without it they could be texted again. Nothing else stands there.'
    : '  - Twilio remembers by itself who texted STOP to the number.',
  '  - lines in the logs of the Functions, for 30 days at Twilio: they hold the last four digits at most.',
  '  - what the desk notes of who did what, for 3 days: a name on an order that is closed already, never a number.',
  "  - what Twilio and the carriers keep for billing; Twilio's privacy notice says for how long.",
  '  - exports that were made before, wherever they were put.',
  ...(isAdmin ? ['  - ADMIN_NUMBERS in .env names them: take them out and deploy.'] : []),
];
