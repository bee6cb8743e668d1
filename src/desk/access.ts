import { shardedMaps, shardNames } from '../dispatch/keys';
import type { Frontdesk } from '../frontdesk';
import { isOn } from '../services';
import { deskMaps } from './contract';

/** Every Map that the desk page watches. */
export const readableMaps = (frontdesk: Frontdesk): string[] => [
  ...deskMaps.everybodys,
  ...frontdesk.config.services.flatMap((service) => deskMaps[service]),
  ...(isOn(frontdesk, 'dispatch')
    ? shardedMaps.flatMap((map) => shardNames(map, frontdesk.config.dispatchShards))
    : []),
];

/** Short, since a token cannot be taken back: a session that was ended reads on for no longer than this. */
export const syncTokenTtlSeconds = 15 * 60;
