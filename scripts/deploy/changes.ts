/**
 * What a deploy does to the account. Each change is named before it is made; in a rehearsal (`--dry-run`) it is only named, and what
 * would have come of it is undefined.
 */
export interface Changes {
  make<T>(what: string, apply: () => Promise<T>): Promise<T | undefined>;
  /** A change that takes something from somebody else: the operator is asked for it first, with the plan. */
  makeAsked<T>(what: string, question: string, apply: () => Promise<T>): Promise<T | undefined>;
  /** What is not as it should be, and that a deploy cannot mend. */
  note(what: string): void;
  readonly rehearse: boolean;
  readonly made: readonly string[];
  readonly notes: readonly string[];
  readonly questions: readonly string[];
}

export function createChanges(report: (what: string) => void, { rehearse = false } = {}): Changes {
  const made: string[] = [];
  const notes: string[] = [];
  const questions: string[] = [];
  const make = async <T>(what: string, apply: () => Promise<T>): Promise<T | undefined> => {
    report(what);
    made.push(what);
    return rehearse ? undefined : apply();
  };
  return {
    rehearse,
    made,
    notes,
    questions,
    make,
    makeAsked(what, question, apply) {
      questions.push(question);
      return make(what, apply);
    },
    note: (what) => {
      if (!notes.includes(what)) notes.push(what);
    },
  };
}
