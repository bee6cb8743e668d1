import type { Frontdesk } from '../../frontdesk';
import { whenDue } from '../../heartbeat';
import { conflict, writeDocument } from '../../twilio/sync-store';
import { look } from '../match';
import { documents } from '../states';
import { functionLifeMs } from '../timing';
import { repairIntents } from './intents';
import type { Repair, TickReport } from './repair';
import { auditRoster } from './roster';

/** Document `dispatch.tick`: who ticks, and where the next tick goes on. */
interface TickState {
  startedAtMs: number;
  /** While it is unset, the tick that started may be running. */
  finishedAtMs?: number;
  /** The first key of the roster that was not audited yet. */
  cursor?: string;
  /** When /tick was last called: traffic ticks too, and does not tell of a cron that died. */
  calledAtMs?: number;
}

/** A Function has 10 s; whatever is begun must be able to end. */
const tickMs = 6000;

/**
 * The periodic repair: finishes what a Function that died began. Bounded; the next one goes on where this one stopped; two at
 * once do no harm, the second leaves.
 */
export async function tick(
  frontdesk: Frontdesk,
  { budgetMs = tickMs, called = false }: { budgetMs?: number; called?: boolean } = {},
): Promise<TickReport> {
  const { store, clock } = frontdesk;
  const nowMs = clock.nowMs();
  const report: TickReport = { ran: false, intents: 0, providers: 0, repairs: [], failed: 0, more: false };
  const before = await store.readDocument<TickState>(documents.dispatchTick);
  const isRunning = before !== undefined && before.data.finishedAtMs === undefined;
  if (isRunning && Math.abs(nowMs - before.data.startedAtMs) < functionLifeMs) return report;
  const calledAtMs = called ? nowMs : before?.data.calledAtMs;
  const state: TickState = { startedAtMs: nowMs, cursor: before?.data.cursor, calledAtMs };
  const started = await writeDocument(store, documents.dispatchTick, before, state);
  if (started === conflict) return report;

  report.ran = true;
  const repair: Repair = { frontdesk, nowMs, report };
  const untilMs = nowMs + budgetMs;
  await repairIntents(repair, untilMs);
  const cursor = await auditRoster(repair, before?.data.cursor, untilMs);
  report.more = cursor !== undefined;
  await look(frontdesk);
  await store.updateDocument<TickState>(
    documents.dispatchTick,
    { startedAtMs: nowMs, finishedAtMs: clock.nowMs(), cursor, calledAtMs },
    started.revision,
  );
  return report;
}

/** Whoever calls this ticks, when nobody did for a minute. */
export const heartbeat = whenDue(documents.dispatchTick, async (frontdesk) => {
  const report = await tick(frontdesk);
  frontdesk.log('tick.by-traffic', { ...report });
});

/** Where there is no dispatch: only notes that somebody ticks, which the doctor looks for. */
export async function noteTick({ store, clock }: Frontdesk): Promise<TickReport> {
  const nowMs = clock.nowMs();
  const before = await store.readDocument<TickState>(documents.dispatchTick);
  const state: TickState = { startedAtMs: nowMs, finishedAtMs: nowMs, calledAtMs: nowMs };
  await writeDocument(store, documents.dispatchTick, before, state);
  return { ran: true, intents: 0, providers: 0, repairs: [], failed: 0, more: false };
}
