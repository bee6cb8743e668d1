import type { Causes } from './causes';
import type { Clock } from './clock';
import type { EventLog, LoggedEvent, LogReset } from './world';

const keptEvents = 5_000;

export function createEventLog(clock: Clock, causes: Causes): EventLog {
  let events: LoggedEvent[] = [];
  let count = 0;
  const listeners = new Set<(event: LoggedEvent | LogReset) => void>();

  return {
    add(event) {
      const cause = causes.current();
      const at = new Date(clock.now()).toISOString();
      const logged: LoggedEvent = { ...event, n: ++count, at, ...(cause !== undefined && { cause }) };
      events.push(logged);
      // Trimmed in big steps: moving 5,000 entries for each new one would be felt.
      if (events.length > keptEvents * 2) events = events.slice(-keptEvents);
      for (const listener of listeners) listener(logged);
    },
    list: (afterN = 0) => events.slice(-keptEvents).filter(({ n }) => n > afterN),
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    clear() {
      events = [];
      const reset: LogReset = { kind: 'reset', n: ++count };
      for (const listener of listeners) listener(reset);
    },
  };
}
