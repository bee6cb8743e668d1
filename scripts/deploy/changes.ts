/**
 * What a deploy does to the account. Each change is named before it is made; in a rehearsal (`--dry-run`) it is only named, and what
 * would have come of it is undefined.
 */
export interface Changes {
  make<T>(what: string, apply: () => Promise<T>): Promise<T | undefined>;
  readonly made: readonly string[];
}

export function createChanges(report: (what: string) => void, { rehearse = false } = {}): Changes {
  const made: string[] = [];
  return {
    made,
    async make(what, apply) {
      report(what);
      made.push(what);
      return rehearse ? undefined : apply();
    },
  };
}
