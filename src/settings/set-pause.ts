import { noteActivity } from '../activity';
import type { Frontdesk } from '../frontdesk';
import { type E164, masked } from '../phone';
import { changeSetting, type SettingChange } from './change';
import type { PauseItem } from './pause';

export interface PauseWish {
  paused: boolean;
  /** For the people who are turned away, '' for ours; undefined leaves what was said before. */
  words?: string;
  admin: E164;
  /** Of the text or the press. */
  id: string;
  /** The revision that the desk showed. */
  seen?: string;
}

/** Pauses intake, or takes people again. */
export async function setPause(
  frontdesk: Frontdesk,
  { paused, words, admin, id, seen }: PauseWish,
): Promise<SettingChange<PauseItem>> {
  const nowMs = frontdesk.clock.nowMs();
  const by = masked(admin);
  const changed = await changeSetting(frontdesk, { key: 'pause', id, seen }, (known) => {
    const was = known?.paused === true;
    if (!paused) return was ? { paused, atMs: nowMs, by, id, sinceMs: known.atMs } : undefined;
    const said = words === '' ? undefined : words;
    if (!was) return { paused, atMs: nowMs, by, id, words: said };
    return words === undefined || said === known.words ? undefined : { ...known, id, words: said };
  });
  if (changed.kind === 'changed') {
    const about = paused ? (words ?? '') : '';
    await noteActivity(frontdesk, { id, who: by, what: paused ? 'paused' : 'resumed', about });
  }
  return changed;
}
