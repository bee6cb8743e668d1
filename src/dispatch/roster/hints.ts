import type { Frontdesk } from '../../frontdesk';
import { digitsOf } from '../../phone';
import type { Versioned } from '../../twilio/sync-store';
import type { PoolHint, ProviderState } from '../states';

const poolMaps = ({ config }: Frontdesk): string[] =>
  config.dispatchShards === 1 ? ['pool'] : Array.from({ length: config.dispatchShards }, (_, shard) => `pool-${shard}`);

/** The digits of those who may be available, up to a hundred per shard. */
export async function availableDigits(frontdesk: Frontdesk): Promise<Set<string>> {
  const hints = await Promise.all(poolMaps(frontdesk).map((map) => frontdesk.store.listItems<PoolHint>(map)));
  return new Set(hints.flat().map(({ key }) => key));
}

/** Brings the pool in line with a provider whose Document was just written. */
export async function refreshHint(
  frontdesk: Frontdesk,
  before: ProviderState | undefined,
  { data, revision }: Versioned<ProviderState>,
): Promise<void> {
  const map = 'pool';
  const digits = digitsOf(data.number);
  if (data.duty === 'available') {
    await frontdesk.store.putItem<PoolHint>(map, digits, { sinceMs: data.sinceMs ?? 0, revision, provider: data });
  } else if (before?.duty === 'available') {
    await frontdesk.store.removeItem(map, digits);
  }
}
