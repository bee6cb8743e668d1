import type { Frontdesk } from '../../frontdesk';
import type { MapItem } from '../../twilio/sync-store';
import { type RosterItem, rosterMap } from '../states';
import { functionLifeMs } from '../timing';
import { type KnownProvider, list, rosterItemOf } from './change';
import { finishNotice } from './notices';

const isListedAs = (item: RosterItem, { number, name, approval, subscribed }: RosterItem): boolean =>
  item.number === number && item.name === name && item.approval === approval && item.subscribed === subscribed;

/**
 * What a Function that died left of a roster command: somebody listed who never came to be recorded, or listed as they were before, or a
 * notice that nobody got. Called for each entry of the roster as tick goes through it, with the provider's Document as read after the entry.
 */
export async function repairRosterEntry(
  frontdesk: Frontdesk,
  { key, data: item, revision }: MapItem<RosterItem>,
  provider: KnownProvider,
): Promise<void> {
  if (provider === undefined) {
    // Whoever is at it right now lists them again after the record.
    await frontdesk.store.removeItem(rosterMap, key, revision);
    return;
  }
  const { notice } = provider.data;
  const nowMs = frontdesk.clock.nowMs();
  await Promise.all([
    isListedAs(item, rosterItemOf(provider.data)) ? undefined : list(frontdesk, provider.data),
    notice !== undefined && nowMs - notice.atMs > functionLifeMs ? finishNotice(frontdesk, provider, true) : undefined,
  ]);
}
