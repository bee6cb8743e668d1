import { isDeepStrictEqual } from 'node:util';
import { noteActivity } from '../activity';
import type { Frontdesk } from '../frontdesk';
import { type E164, masked } from '../phone';
import { changeSetting, type SettingChange } from './change';
import type { HoursItem } from './hours';

/** Sets when the front desk is open; without `hours`, always. */
export async function setHours(
  frontdesk: Frontdesk,
  { hours, admin, id, seen }: { hours: HoursItem['hours']; admin: E164; id: string; seen: string },
): Promise<SettingChange<HoursItem>> {
  const by = masked(admin);
  const atMs = frontdesk.clock.nowMs();
  const changed = await changeSetting(frontdesk, { key: 'hours', id, seen }, (known) =>
    isDeepStrictEqual(known?.hours, hours) ? undefined : { ...(hours !== undefined && { hours }), atMs, by, id },
  );
  if (changed.kind === 'changed') await noteActivity(frontdesk, { id, who: by, what: 'set opening hours', about: '' });
  return changed;
}
