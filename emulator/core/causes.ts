import { AsyncLocalStorage } from 'node:async_hooks';

/**
 * Who set what off. A cause is one thing that happened from outside (a handset texted, an alarm rang, a tool called); everything
 * that follows from it (webhooks, Function runs, their API calls, texts) runs under its id, so that one can be told the effects of
 * the other and can wait until they have come to rest.
 */
export interface Causes {
  /** Runs `work` under a new cause (or under `id`), and keeps that cause busy until it is done. */
  start<T>(name: string, work: () => Promise<T>, id?: string): Promise<T>;
  /** Keeps the present cause busy until `work` is done. Errors are the caller's. */
  busy<T>(work: () => Promise<T>): Promise<T>;
  /** The present cause's id; undefined outside of any. */
  current(): string | undefined;
  /** Resolves when nothing runs under `id` any more; without an id, when nothing runs at all. */
  settled(id?: string): Promise<void>;
}

export function createCauses(): Causes {
  const storage = new AsyncLocalStorage<string>();
  const running = new Map<string, number>();
  const waiters: (() => void)[] = [];
  let count = 0;

  const isQuiet = (id?: string) => (id === undefined ? running.size === 0 : !running.has(id));
  const turn = () => new Promise<void>((resolve) => setImmediate(resolve));
  const leave = (id: string) => {
    const left = (running.get(id) ?? 1) - 1;
    if (left > 0) {
      running.set(id, left);
      return;
    }
    running.delete(id);
    for (const wake of waiters.splice(0)) wake();
  };
  const hold = async <T>(id: string, work: () => Promise<T>): Promise<T> => {
    running.set(id, (running.get(id) ?? 0) + 1);
    try {
      return await work();
    } finally {
      leave(id);
    }
  };

  return {
    start(name, work, id = `${name}-${++count}`) {
      return storage.run(id, () => hold(id, work));
    },
    busy(work) {
      const id = storage.getStore();
      return id === undefined ? work() : hold(id, work);
    },
    current: () => storage.getStore(),
    async settled(id) {
      for (;;) {
        if (!isQuiet(id)) await new Promise<void>((resolve) => waiters.push(resolve));
        // A turn later: what the last piece of work asked for "at once" may keep the cause busy.
        await turn();
        if (isQuiet(id)) return;
      }
    },
  };
}
