import { listLimit, type MapItem, type Versioned } from '../../twilio/sync-store';
import { askAboutTexts } from '../delivery';
import { repairEnd } from '../end';
import { type EndIntent, putIntent } from '../line';
import { release } from '../match';
import { type ListedHint, listPool, putHint, readHint, removeSeenHint } from '../pool';
import { isAvailable } from '../provider-state';
import { isEnded, sessionEndOf } from '../request-state';
import { readProvider } from '../roster/change';
import { repairRosterEntry } from '../roster/repair';
import { type ProviderState, type RosterItem, rosterMap } from '../states';
import { isMatched } from '../tell';
import { functionLifeMs, minuteMs, staleClaimMs } from '../timing';
import { endByTime } from './by-time';
import { eachOf, type Repair } from './repair';
import { readRequest, repairRecorded } from './request';

/**
 * Holds each provider's Document against the pool and against what they are engaged for.
 *
 * @param cursor the key of the roster to go on from
 * @returns where the next tick goes on; undefined when the whole roster was seen
 */
export async function auditRoster(
  repair: Repair,
  cursor: string | undefined,
  untilMs: number,
): Promise<string | undefined> {
  const { frontdesk, report } = repair;
  const [roster, pool] = await Promise.all([
    frontdesk.store.listItems<RosterItem>(rosterMap, { from: cursor, limit: listLimit }),
    listPool(frontdesk),
  ]);
  const hints = new Map(pool.map((hint) => [hint.data.provider.number, hint]));
  const isWhole = pool.length < listLimit;
  const audited = await eachOf<MapItem<RosterItem>>(repair, roster, untilMs, async (entry) => {
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
    if (!same.data.told) await repairRecorded(repair, same);
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
