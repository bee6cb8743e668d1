export interface Interval {
  readonly beganMs: number;
  readonly ms: number;
}

/** How many calls had to be made one after the other: the longest chain of calls of which each began when the one before had ended. */
export function sequentialRounds(calls: readonly Interval[]): number {
  const byEnd = [...calls].sort((a, b) => a.beganMs + a.ms - (b.beganMs + b.ms));
  let rounds = 0;
  let endMs = Number.NEGATIVE_INFINITY;
  for (const { beganMs, ms } of byEnd) {
    if (beganMs < endMs) continue;
    rounds += 1;
    endMs = beganMs + ms;
  }
  return rounds;
}
