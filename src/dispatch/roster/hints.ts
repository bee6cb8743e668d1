import type { Frontdesk } from '../../frontdesk';
import { digitsOf } from '../../phone';
import type { Versioned } from '../../twilio/sync-store';
import { shardNames } from '../keys';
import { putHint, takeHintAway } from '../pool';
import { isAvailable } from '../provider-state';
import type { PoolHint, ProviderState } from '../states';

/** The digits of those who may be available, up to a hundred per shard. */
export async function availableDigits({ config, store }: Frontdesk): Promise<Set<string>> {
  const maps = shardNames('pool', config.dispatchShards);
  const hints = await Promise.all(maps.map((map) => store.listItems<PoolHint>(map)));
  return new Set(hints.flat().map(({ data }) => digitsOf(data.provider.number)));
}

/**
 * Brings the pool in line with a provider whose Document was just written. Their hint carries a copy of it, so a new name has to get there.
 *
 * @param again whether an earlier delivery of the same text wrote it, and may have died before it came to this
 * @returns whether somebody is available who has to be looked for
 */
export async function refreshHint(
  frontdesk: Frontdesk,
  before: ProviderState | undefined,
  { data, revision }: Versioned<ProviderState>,
  again: boolean,
): Promise<boolean> {
  const { duty, number } = data;
  if (isAvailable(data)) {
    await putHint(frontdesk, data, revision, 'known');
    return false;
  }
  if (duty === 'off' && (before?.duty === 'available' || again)) return takeHintAway(frontdesk, number);
  return false;
}
