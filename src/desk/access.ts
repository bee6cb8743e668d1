import { shardedMaps, shardNames } from '../dispatch/keys';
import type { Frontdesk } from '../frontdesk';
import { deskMaps } from './contract';

/** Every Map that the desk page watches. */
export const readableMaps = ({ config }: Frontdesk): string[] => [
  ...deskMaps,
  ...shardedMaps.flatMap((map) => shardNames(map, config.dispatchShards)),
];

/** Short, since a token cannot be taken back: a session that was ended reads on for no longer than this. */
export const syncTokenTtlSeconds = 15 * 60;
