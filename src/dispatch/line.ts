import type { Frontdesk } from '../frontdesk';
import type { E164 } from '../phone';
import { listLimit, type MapItem } from '../twilio/sync-store';
import { endKey, passOnKey, shardName, shardNames, shardOf } from './keys';
import type { Place } from './outcomes';
import type { Intent } from './states';

export interface ListedIntent<T extends Intent = Intent> extends MapItem<T> {
  map: string;
}
export type RequestIntent = Extract<Intent, { kind: 'request' }>;
export type EndIntent = Extract<Intent, { kind: 'end' }>;
export type PassOnIntent = Extract<Intent, { kind: 'pass-on' }>;

const itemKey = (intent: Intent, random: number): string => {
  if (intent.kind === 'end') return endKey(intent.key, random);
  return intent.kind === 'pass-on' ? passOnKey(intent.key) : intent.key;
};

const mapOf = ({ config }: Frontdesk, receiver: E164): string =>
  shardName('waiting', shardOf(receiver, config.dispatchShards), config.dispatchShards);

/** Lists what is about to be begun, so that somebody can finish it. */
export async function putIntent<T extends Intent>(
  frontdesk: Frontdesk,
  intent: T,
  likely: 'new' | 'known' = 'new',
): Promise<ListedIntent<T>> {
  const map = mapOf(frontdesk, intent.receiver);
  return { ...(await frontdesk.store.putItem<T>(map, itemKey(intent, frontdesk.random()), intent, { likely })), map };
}

/** Takes away an intent that was seen, and only that: somebody may have put it anew. */
export function removeIntent({ store }: Frontdesk, seen: Pick<ListedIntent, 'map' | 'key' | 'revision'>) {
  return store.removeItem(seen.map, seen.key, seen.revision);
}

/** The intent of a request that has ended for good. */
export async function removeRequestIntent(frontdesk: Frontdesk, receiver: E164, key: string) {
  await frontdesk.store.removeItem(mapOf(frontdesk, receiver), key);
}

/** The intent of a request as it is listed now. */
export async function readRequestIntent(
  frontdesk: Frontdesk,
  receiver: E164,
  key: string,
): Promise<ListedIntent | undefined> {
  const map = mapOf(frontdesk, receiver);
  const item = await frontdesk.store.readItem<Intent>(map, key);
  return item === undefined ? undefined : { ...item, map };
}

export const byKey = (a: { key: string }, b: { key: string }): number => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0);

async function listMap({ store }: Frontdesk, map: string): Promise<ListedIntent[]> {
  const items = await store.listItems<Intent>(map, { limit: listLimit });
  return items.map((item) => ({ ...item, map }));
}

/** What has been begun, the oldest first: a page of each Map. */
export async function listIntents(frontdesk: Frontdesk): Promise<ListedIntent[]> {
  const maps = shardNames('waiting', frontdesk.config.dispatchShards);
  const listed = await Promise.all(maps.map((map) => listMap(frontdesk, map)));
  return listed.flat().sort(byKey);
}

export const requestsOf = (intents: readonly ListedIntent[]): ListedIntent<RequestIntent>[] =>
  intents.filter((intent): intent is ListedIntent<RequestIntent> => intent.data.kind === 'request');

/** The line: requests in order of arrival. */
export const listLine = async (frontdesk: Frontdesk) => requestsOf(await listIntents(frontdesk));

/** The place of a request in a line that was listed, from 1. */
export function placeOf(line: readonly ListedIntent<RequestIntent>[], key: string): Place {
  const ahead = line.filter((intent) => intent.key < key).length;
  return ahead >= listLimit ? undefined : ahead + 1;
}
