import { AsyncLocalStorage } from 'node:async_hooks';

/** One invocation of a Function. */
export interface Run {
  readonly id: string;
  /** Set when the Function has called back or was killed: the platform lets nothing of it live on. */
  hasEnded: boolean;
  /** Set once the Function's own handler is called; a handler that it calls is not a run of its own. */
  hasBegun: boolean;
  /** Ends the run with an error, as `callback(error)` does. */
  fail?: (error: unknown) => void;
}

const storage = new AsyncLocalStorage<Run>();
const runs = new Map<string, Run>();

/** The run that the calling code is part of. */
export const currentRun = (): Run | undefined => storage.getStore();

export function startRun<T>(id: string, work: (run: Run) => T): T {
  const run: Run = { id, hasEnded: false, hasBegun: false };
  runs.set(id, run);
  return storage.run(run, () => work(run));
}

export function forgetRun(id: string): void {
  runs.delete(id);
}

export function killRun(id: string): void {
  const run = runs.get(id);
  if (run) run.hasEnded = true;
}
