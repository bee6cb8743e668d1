/** One thing that must be true; `mend` says how to make it so. A `note` is what nobody but the operator can judge. */
export interface Check {
  readonly what: string;
  readonly result: 'right' | 'wrong' | 'note';
  readonly mend?: string;
}

export const right = (what: string): Check => ({ what, result: 'right' });
export const wrong = (what: string, mend: string): Check => ({ what, result: 'wrong', mend });
export const note = (what: string, mend: string): Check => ({ what, result: 'note', mend });

/** Right if it is so; wrong with what to do if it is not. */
export const must = (isSo: boolean, what: string, mend: string): Check => (isSo ? right(what) : wrong(what, mend));

const marks = { right: '✓', wrong: '✗', note: 'i' } as const;

export const checkLines = (checks: readonly Check[]): string[] =>
  checks.map(({ what, result, mend }) => `  ${marks[result]} ${what}${mend === undefined ? '' : `: ${mend}`}`);

export const countWrong = (checks: readonly Check[]): number =>
  checks.filter(({ result }) => result === 'wrong').length;
