import type { FieldError } from '../../src/reminders/arguments';
import { type Checked, checker } from './check';
import { FileError, type Line } from './line';
import { type Book, ServiceError } from './service';

export type Outcome =
  | { readonly kind: 'created' | 'there'; readonly line: Line; readonly id: string }
  | { readonly kind: 'refused'; readonly line: Line; readonly errors: readonly FieldError[] }
  | { readonly kind: 'skipped'; readonly line: Line; readonly why: string };

export interface Tally {
  lines: number;
  created: number;
  there: number;
  refused: number;
  skipped: number;
}

export interface Ended {
  readonly tally: Tally;
  /** Why it ended before the file did. Lines under way were finished; run again, it goes on. */
  readonly stopped?: string;
}

export interface RunOptions {
  readonly book: Book;
  /** So many lines are under way at once. */
  readonly atOnce: number;
  readonly nowMs: () => number;
  /** Ends it: whoever aborts it, and the run itself when the service cannot be used. */
  readonly stop: AbortController;
  readonly onOutcome: (outcome: Outcome, tally: Tally) => void;
}

/** Sends the lines of a file. Each line has one outcome. */
export async function importLines(lines: AsyncIterable<Line>, options: RunOptions): Promise<Ended> {
  const { book, atOnce, nowMs, stop, onOutcome } = options;
  const check = checker(nowMs);
  const iterator = lines[Symbol.asyncIterator]();
  const tally: Tally = { lines: 0, created: 0, there: 0, refused: 0, skipped: 0 };
  let stopped: string | undefined;
  const work = async () => {
    for (;;) {
      if (stop.signal.aborted) {
        stopped ??= 'it was stopped';
        return;
      }
      const next = await iterator.next();
      if (next.done) return;
      const outcome = await settled(check(next.value), book);
      tally.lines += 1;
      tally[outcome.kind] += 1;
      onOutcome(outcome, tally);
    }
  };
  const workUntilStopped = async () => {
    try {
      await work();
    } catch (error) {
      if (!(error instanceof ServiceError || error instanceof FileError)) throw error;
      stopped ??= error.message;
      stop.abort();
    }
  };
  await Promise.all(Array.from({ length: atOnce }, workUntilStopped));
  await iterator.return?.();
  return { tally, ...(stopped !== undefined && { stopped }) };
}

async function settled(checked: Checked, book: Book): Promise<Outcome> {
  if (checked.kind !== 'good') return checked;
  const { line } = checked;
  const booked = await book(checked.fields);
  if (booked.kind === 'deleted') return { kind: 'skipped', line, why: 'was booked before and has been deleted since' };
  return booked.kind === 'refused' ? { ...booked, line } : { kind: booked.kind, line, id: booked.id };
}
