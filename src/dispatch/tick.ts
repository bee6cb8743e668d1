import type { Frontdesk } from '../frontdesk';
import { wasFlowsDigit } from '../inbound/conversation';
import { digitsOf, type E164 } from '../phone';
import { intakeAt } from '../settings/intake';
import { conflict, listLimit, type MapItem, type Versioned, writeDocument } from '../twilio/sync-store';
import { askAboutTexts } from './delivery';
import { giveBack, repairEnd } from './end';
import { endOfWait, leaveLine, tellLeft } from './leave-line';
import {
  type EndIntent,
  type ListedIntent,
  listIntents,
  type PassOnIntent,
  putIntent,
  type RequestIntent,
  removeIntent,
  removeRequestIntent,
} from './line';
import { conclude, look, release } from './match';
import { carryOn } from './pass-on';
import { type ListedHint, listPool, putHint, readHint, removeSeenHint } from './pool';
import { isAvailable, isEngagedFor } from './provider-state';
import { isEnded, isSessionOver, isSettled, isUnrecorded, newRequest, sessionEndOf, waitEndOf } from './request-state';
import { repairRosterEntry } from './roster/repair';
import { hideSession } from './sessions';
import {
  documents,
  type ProviderState,
  type RequestState,
  type RosterItem,
  requestTtlSeconds,
  rosterMap,
} from './states';
import { isMatched } from './tell';
import { functionLifeMs, minuteMs, staleClaimMs } from './timing';

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

export interface TickReport {
  /** False when another tick was running. */
  ran: boolean;
  intents: number;
  providers: number;
  /** What there was to repair. */
  repairs: string[];
  /** There is more of the roster than this tick came to; the next one goes on there. */
  more: boolean;
}

/** So many at a time, which is well under Twilio's limit of calls at once. */
const atOnce = 8;

/** A Function has 10 s; whatever is begun must be able to end. */
const tickMs = 6000;

async function eachOf<T>(items: readonly T[], untilMs: number, frontdesk: Frontdesk, work: (item: T) => Promise<void>) {
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < items.length && frontdesk.clock.nowMs() < untilMs) {
      const item = items[next];
      next += 1;
      if (item !== undefined) await work(item);
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, worker));
  return next;
}

interface Repair {
  frontdesk: Frontdesk;
  nowMs: number;
  report: TickReport;
}

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
  const report: TickReport = { ran: false, intents: 0, providers: 0, repairs: [], more: false };
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

const readRequest = ({ store }: Frontdesk, receiver: E164) =>
  store.readDocument<RequestState>(documents.request(digitsOf(receiver)));

const readProvider = ({ store }: Frontdesk, provider: E164) =>
  store.readDocument<ProviderState>(documents.provider(digitsOf(provider)));

async function repairIntents(repair: Repair, untilMs: number): Promise<void> {
  const { frontdesk, nowMs, report } = repair;
  const intents = await listIntents(frontdesk);
  // Whoever wrote a younger one may still be at it.
  const old = intents.filter((intent) => nowMs - intent.data.atMs > functionLifeMs || intent.data.kind === 'request');
  report.intents = await eachOf(old, untilMs, frontdesk, async (intent) => {
    const request = await readRequest(frontdesk, intent.data.receiver);
    if (is(intent, 'end')) return repairEndIntent(repair, intent, request);
    if (is(intent, 'pass-on')) return repairPassOn(repair, intent);
    if (is(intent, 'request')) return repairRequest(repair, intent, request);
  });
}

type Kinds = { end: EndIntent; 'pass-on': PassOnIntent; request: RequestIntent };
const is = <K extends keyof Kinds>(intent: ListedIntent, kind: K): intent is ListedIntent<Kinds[K]> =>
  intent.data.kind === kind;

async function repairRequest(
  repair: Repair,
  intent: ListedIntent<RequestIntent>,
  request: Versioned<RequestState> | undefined,
): Promise<void> {
  const { frontdesk, nowMs, report } = repair;
  const { serviceMinutes, maxDailyRequests } = frontdesk.config;
  const ageMs = nowMs - intent.data.atMs;
  if (isUnrecorded(request?.data, intent.data, nowMs, serviceMinutes)) {
    if (ageMs <= functionLifeMs) return;
    const wanted = newRequest(request?.data, intent.data);
    // Nobody sits and waits any more; more than this phone may ask for; nobody new was taken, and they were told so; or it was an answer
    // to a flow, and could not be taken back.
    if (
      intakeAt(frontdesk, intent.data.atMs).kind !== 'open' ||
      ageMs > serviceMinutes * minuteMs ||
      wanted.countOfDay > maxDailyRequests ||
      (await wasFlowsDigit(frontdesk, intent.data.receiver, intent.data.atMs))
    ) {
      await removeIntent(frontdesk, intent);
      return;
    }
    report.repairs.push('request recorded');
    await putIntent(frontdesk, intent.data, 'known'); // somebody may be taking it away
    const name = documents.request(digitsOf(intent.data.receiver));
    await writeDocument(frontdesk.store, name, request, wanted, { ttlSeconds: requestTtlSeconds });
    return;
  }
  if (isSettled(request?.data, intent.data, nowMs, serviceMinutes)) {
    await removeIntent(frontdesk, intent);
    return;
  }
  if (request?.data.key !== intent.key) return;
  const waitEnd = request.data.state === 'waiting' ? endOfWait(frontdesk, request.data) : undefined;
  if (waitEnd === undefined) await repairOwn(repair, request, intent);
  else if (await leaveLine(frontdesk, request, waitEnd, intent)) report.repairs.push('left the line');
}

/** What is left to do for a request that was recorded, whoever left it. */
async function repairOwn(
  repair: Repair,
  request: Versioned<RequestState>,
  intent?: ListedIntent<RequestIntent>,
): Promise<void> {
  const { frontdesk, nowMs, report } = repair;
  const { data, revision } = request;
  if (isMatched(data)) {
    if (isSessionOver(data, nowMs, frontdesk.config.serviceMinutes)) {
      if (await endOnRecordByTime(frontdesk, { data, revision }, nowMs)) {
        await removeRequestIntent(frontdesk, data.receiver, data.key);
      }
      return;
    }
    if (!data.told && nowMs - data.matchedAtMs <= functionLifeMs) return;
    if (!data.told) report.repairs.push('match told');
    await conclude(frontdesk, { data, revision }, { intent, sentSinceMs: data.matchedAtMs }, false);
    return;
  }
  const { endedAtMs, key, receiver, provider } = data;
  if (!isEnded(data) || data.freed || nowMs - (endedAtMs ?? 0) <= functionLifeMs) return;
  const waitEnd = waitEndOf(data);
  if (waitEnd !== undefined && intent !== undefined) {
    report.repairs.push('told that they left the line');
    await tellLeft(frontdesk, request, waitEnd, intent, { sentSinceMs: endedAtMs });
    return;
  }
  const endedBy = sessionEndOf(data);
  if (provider === undefined || endedBy === undefined) return;
  report.repairs.push('end finished');
  const end: EndIntent = { kind: 'end', key, receiver, provider, by: endedBy, atMs: endedAtMs ?? nowMs };
  const listed = await putIntent(frontdesk, end);
  await giveBack(frontdesk, request, { by: endedBy, sentSinceMs: endedAtMs, intent: listed });
}

async function repairEndIntent(
  repair: Repair,
  intent: ListedIntent<EndIntent>,
  request: Versioned<RequestState> | undefined,
): Promise<void> {
  const { frontdesk, report } = repair;
  const begun = request?.data.key !== intent.data.key || isEnded(request.data);
  if (!begun) {
    // The session goes on: nobody recorded this end, and whoever wanted to has been dead for some time.
    await removeIntent(frontdesk, intent);
    return;
  }
  report.repairs.push('end finished');
  await repairEnd(frontdesk, intent, request);
}

async function repairPassOn({ frontdesk, report }: Repair, intent: ListedIntent<PassOnIntent>): Promise<void> {
  report.repairs.push('passed on');
  await carryOn(frontdesk, intent, { sentSinceMs: intent.data.atMs });
}

/** @returns where the next tick goes on; undefined when the whole roster was seen */
async function auditRoster(repair: Repair, cursor: string | undefined, untilMs: number): Promise<string | undefined> {
  const { frontdesk, report } = repair;
  const [roster, pool] = await Promise.all([
    frontdesk.store.listItems<RosterItem>(rosterMap, { from: cursor, limit: listLimit }),
    listPool(frontdesk),
  ]);
  const hints = new Map(pool.map((hint) => [hint.data.provider.number, hint]));
  const isWhole = pool.length < listLimit;
  const audited = await eachOf<MapItem<RosterItem>>(roster, untilMs, frontdesk, async (entry) => {
    const provider = await readProvider(frontdesk, entry.data.number);
    if (provider !== undefined) await auditProvider(repair, provider, hints.get(entry.data.number), isWhole);
    await repairRosterEntry(frontdesk, entry, provider);
  });
  report.providers = audited;
  const next = roster[audited]?.key;
  if (next !== undefined) return next;
  const last = roster.at(-1);
  // The key after the last one of a full page
  return roster.length < listLimit || last === undefined ? undefined : `${last.key}0`;
}

async function auditProvider(
  repair: Repair,
  provider: Versioned<ProviderState>,
  hint: ListedHint | undefined,
  poolIsWhole: boolean,
): Promise<void> {
  const { frontdesk, nowMs, report } = repair;
  const { data, revision } = provider;
  if (isAvailable(data)) {
    if (hint !== undefined && hint.data.revision !== undefined) return;
    if (!poolIsWhole && (await readHint(frontdesk, data.number)) !== undefined) return;
    report.repairs.push('hint put back');
    await putHint(frontdesk, data, revision, hint === undefined ? 'new' : 'known');
    return;
  }
  if (hint !== undefined && nowMs - hint.data.sinceMs > functionLifeMs) await removeSeenHint(frontdesk, hint);
  const { engagement } = data;
  if (data.duty !== 'engaged' || engagement === undefined) return;
  if (nowMs - engagement.atMs <= staleClaimMs) return;

  const request = await readRequest(frontdesk, engagement.receiver);
  const same = request?.data.key === engagement.key ? request : undefined;
  if (nowMs - engagement.atMs > frontdesk.config.serviceMinutes * minuteMs) {
    await endByTime(frontdesk, provider, same);
    return;
  }
  if (same !== undefined && isMatched(same.data) && same.data.provider === data.number) {
    if (!same.data.told) await repairOwn(repair, same);
    else if (await askAboutTexts(frontdesk, { data: same.data, revision: same.revision })) {
      report.repairs.push('undelivered text heard of');
    }
    return;
  }
  if (same !== undefined && isEnded(same.data) && same.data.provider === data.number) {
    report.repairs.push('provider freed');
    const { endedAtMs = nowMs, receiver, key } = same.data;
    const by = sessionEndOf(same.data) ?? 'trouble';
    const end: EndIntent = { kind: 'end', key, receiver, provider: data.number, by, atMs: endedAtMs };
    const intent = await putIntent(frontdesk, end);
    await repairEnd(frontdesk, intent, same);
    return;
  }
  report.repairs.push('claim released');
  await release(frontdesk, provider);
}

/** A session is over when its time is; nobody is texted about it. */
async function endByTime(
  frontdesk: Frontdesk,
  provider: Versioned<ProviderState>,
  request: Versioned<RequestState> | undefined,
): Promise<void> {
  const { store, clock } = frontdesk;
  const { data } = provider;
  const key = data.engagement?.key ?? '';
  if (request !== undefined && request.data.state === 'matched' && request.data.provider === data.number) {
    if (!(await endOnRecordByTime(frontdesk, request, clock.nowMs()))) return;
  }
  if (!isEngagedFor(data, key)) return;
  const off: ProviderState = { ...data, duty: 'off', engagement: undefined, offAfter: undefined };
  await store.updateDocument(documents.provider(digitsOf(data.number)), off, provider.revision);
  await hideSession(frontdesk, key);
}

/** @returns false when somebody else wrote it meanwhile */
async function endOnRecordByTime(
  { store }: Frontdesk,
  request: Versioned<RequestState>,
  endedAtMs: number,
): Promise<boolean> {
  const ended: RequestState = {
    ...request.data,
    state: 'done',
    endedBy: 'time',
    endedAtMs,
    freed: true,
    words: undefined,
  };
  const name = documents.request(digitsOf(request.data.receiver));
  return (await store.updateDocument(name, ended, request.revision)) !== conflict;
}

/** Where there is no dispatch: only notes that somebody ticks, which the doctor looks for. */
export async function noteTick({ store, clock }: Frontdesk): Promise<TickReport> {
  const nowMs = clock.nowMs();
  const before = await store.readDocument<TickState>(documents.dispatchTick);
  const state: TickState = { startedAtMs: nowMs, finishedAtMs: nowMs, calledAtMs: nowMs };
  await writeDocument(store, documents.dispatchTick, before, state);
  return { ran: true, intents: 0, providers: 0, repairs: [], more: false };
}

/** When this instance last saw that somebody ticks. A saving: being wrong costs one read. */
let seenTickAtMs = Number.NEGATIVE_INFINITY;
const askAgainMs = 20_000;

/** Traffic is the heartbeat: whoever calls this ticks, when nobody did for a minute. */
export async function heartbeat(frontdesk: Frontdesk): Promise<void> {
  const nowMs = frontdesk.clock.nowMs();
  if (Math.abs(nowMs - seenTickAtMs) < askAgainMs) return;
  const last = await frontdesk.store.readDocument<TickState>(documents.dispatchTick);
  seenTickAtMs = nowMs;
  if (last !== undefined && nowMs - last.data.startedAtMs < minuteMs) return;
  const report = await tick(frontdesk);
  frontdesk.log('tick.by-traffic', { ...report });
}
