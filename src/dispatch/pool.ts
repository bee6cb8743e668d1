import type { Frontdesk } from '../frontdesk';
import { digitsOf, type E164 } from '../phone';
import { listLimit, type MapItem } from '../twilio/sync-store';
import { poolKey, randomPoolKey, shardName, shardNames, shardOf } from './keys';
import { isAvailable } from './provider-state';
import { documents, type PoolHint, type ProviderState } from './states';

/** A hint as it was listed, with the Map it is in. */
export interface ListedHint extends MapItem<PoolHint> {
  map: string;
}

const mapOf = ({ config }: Frontdesk, provider: E164): string =>
  shardName('pool', shardOf(provider, config.dispatchShards), config.dispatchShards);

/** Puts a provider where they can be found. With the revision of their Document when it is written already. */
export const putHint = (
  { store, ...rest }: Frontdesk,
  provider: ProviderState,
  revision: string | undefined,
  likely: 'new' | 'known',
): Promise<MapItem<PoolHint>> =>
  store.putItem<PoolHint>(
    mapOf({ store, ...rest }, provider.number),
    poolKey(provider.number),
    { sinceMs: provider.sinceMs ?? 0, revision, provider },
    { likely },
  );

export const readHint = (frontdesk: Frontdesk, provider: E164): Promise<MapItem<PoolHint> | undefined> =>
  frontdesk.store.readItem<PoolHint>(mapOf(frontdesk, provider), poolKey(provider));

/** Takes away a hint that was seen. Whoever becomes available puts theirs anew, so that one stays. */
export const removeSeenHint = async ({ store }: Frontdesk, hint: Pick<ListedHint, 'map' | 'key' | 'revision'>) => {
  await store.removeItem(hint.map, hint.key, hint.revision);
};

export const removeSeenHintOf = async (frontdesk: Frontdesk, provider: E164, revision: string) => {
  await frontdesk.store.removeItem(mapOf(frontdesk, provider), poolKey(provider), revision);
};

/**
 * Takes away whatever hint there is. If the provider has come back meanwhile, puts it back.
 * @returns whether somebody is available who has to be looked for
 */
export async function takeHintAway(frontdesk: Frontdesk, provider: E164): Promise<boolean> {
  await frontdesk.store.removeItem(mapOf(frontdesk, provider), poolKey(provider));
  const current = await frontdesk.store.readDocument<ProviderState>(documents.provider(digitsOf(provider)));
  if (!isAvailable(current?.data)) return false;
  await putHint(frontdesk, current.data, current.revision, 'new');
  return true;
}

const longestIdleFirst = (a: ListedHint, b: ListedHint): number =>
  a.data.sinceMs - b.data.sinceMs || a.key.localeCompare(b.key);

/** Whether the pool was larger than a page when a warm call listed it last. A saving: being wrong costs one more list. */
let wasLarge = false;

async function listShard(frontdesk: Frontdesk, map: string): Promise<ListedHint[]> {
  const { store } = frontdesk;
  const list = (from?: string) => store.listItems<PoolHint>(map, { from, limit: listLimit });
  const [all, window] = await Promise.all([
    list(),
    wasLarge ? list(randomPoolKey(frontdesk.random())) : Promise.resolve([]),
  ]);
  wasLarge = all.length >= listLimit;
  // All of a small pool, so that the choice is exactly the longest idle; of a large one a random window.
  const known = new Set(all.map(({ key }) => key));
  const listed = window.some(({ key }) => !known.has(key)) ? window : all;
  return listed.map((item) => ({ ...item, map }));
}

/** Who may be available, the longest idle first. All of a pool up to a page; of a larger one a random window. */
export async function listPool(frontdesk: Frontdesk): Promise<ListedHint[]> {
  const maps = shardNames('pool', frontdesk.config.dispatchShards);
  const listed = await Promise.all(maps.map((map) => listShard(frontdesk, map)));
  return listed.flat().sort(longestIdleFirst);
}

/** One shard's hints; only if it has none, those of all the others. With one shard that is all. */
export async function listSomeOfPool(frontdesk: Frontdesk): Promise<ListedHint[]> {
  const { dispatchShards } = frontdesk.config;
  if (dispatchShards === 1) return listPool(frontdesk);
  const first = Math.floor(frontdesk.random() * dispatchShards) % dispatchShards;
  const listed = await listShard(frontdesk, shardName('pool', first, dispatchShards));
  return listed.length > 0 ? listed.sort(longestIdleFirst) : listPool(frontdesk);
}
