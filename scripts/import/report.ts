import { errorText } from './refused-file';
import type { Ended, Outcome, Tally } from './run';

const mostListed = 50;

export type Told = Extract<Outcome, { kind: 'refused' | 'skipped' }>;

/** What was refused and left out, as long as that can be read; all that is refused stands in the file. */
export function toldLines(outcomes: readonly Told[]): string[] {
  const lines = outcomes.slice(0, mostListed).map((outcome) => {
    const why = outcome.kind === 'refused' ? `refused: ${errorText(outcome.errors)}` : `skipped: ${outcome.why}`;
    return `line ${outcome.line.line}  ${why}`;
  });
  return outcomes.length > mostListed ? [...lines, `… and ${outcomes.length - mostListed} more`] : lines;
}

export const tallyText = ({ lines, created, there, refused, skipped }: Tally): string =>
  `${count(lines, 'line')}: ${created} created, ${there} already there, ${refused} refused, ${skipped} skipped.`;

const count = (number: number, what: string): string => `${number} ${what}${number === 1 ? '' : 's'}`;

export function endText({ tally, stopped }: Ended, refusedFile: string | undefined): string {
  return [
    tallyText(tally),
    ...(refusedFile === undefined
      ? []
      : [`What was refused stands in ${refusedFile}: correct it there and import that file.`]),
    ...(stopped === undefined
      ? []
      : [`It ended before the file did: ${stopped}. Run it again to go on; nothing is made twice.`]),
  ].join('\n');
}

export const exitCodeOf = ({ tally, stopped }: Ended): number => {
  if (stopped !== undefined) return 2;
  return tally.refused > 0 ? 1 : 0;
};
