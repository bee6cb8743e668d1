import type { Frontdesk } from '../../frontdesk';

export interface TickReport {
  /** False when another tick was running. */
  ran: boolean;
  intents: number;
  providers: number;
  /** What there was to repair. */
  repairs: string[];
  /** How many could not be repaired now; the next tick tries again. */
  failed: number;
  /** There is more of the roster than this tick came to; the next one goes on there. */
  more: boolean;
}

/** What one tick has in hand. */
export interface Repair {
  frontdesk: Frontdesk;
  nowMs: number;
  report: TickReport;
}

/** So many at a time, which is well under Twilio's limit of calls at once. */
const atOnce = 8;

/**
 * Looks after one after the other until the time is over. One that fails stands in nobody's way: it stays as it is for the next tick.
 * @returns how many were looked after
 */
export async function eachOf<T>(
  { frontdesk, report }: Repair,
  items: readonly T[],
  untilMs: number,
  work: (item: T) => Promise<void>,
): Promise<number> {
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < items.length && frontdesk.clock.nowMs() < untilMs) {
      const item = items[next];
      next += 1;
      if (item === undefined) continue;
      try {
        await work(item);
      } catch (error) {
        report.failed += 1;
        frontdesk.log('repair-failed', { error });
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, worker));
  return next;
}
