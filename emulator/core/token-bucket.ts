/** Lets through so many a second in the long run, and up to `capacity` at once. */
export interface TokenBucket {
  /** Takes them out; false, and nothing is taken, when there are not as many. */
  take(tokens?: number): boolean;
  isFull(): boolean;
}

/**
 * @param nowMs real time unless a test says otherwise, never the emulator's: a clock that stands still would not fill a bucket again
 */
export function createTokenBucket(
  { perSecond, capacity }: { perSecond: number; capacity: number },
  nowMs: () => number = () => performance.now(),
): TokenBucket {
  let level = capacity;
  let filledMs = nowMs();

  const fill = () => {
    const now = nowMs();
    level = Math.min(capacity, level + ((now - filledMs) / 1000) * perSecond);
    filledMs = now;
  };
  return {
    take(tokens = 1) {
      fill();
      if (level < tokens) return false;
      level -= tokens;
      return true;
    },
    isFull() {
      fill();
      return level >= capacity;
    },
  };
}
