import * as v from 'valibot';
import type { SettingChange } from '../settings/change';
import { longestWords } from '../settings/pause-words';
import { setPause } from '../settings/set-pause';
import { type DeskAnswer, failed, fine } from './answer';
import type { SettingAnswer } from './contract';
import { fieldsOf, type StaffCall } from './door';
import { actionId, line, revision } from './fields';

export const pauseFields = v.object({
  actionId,
  revision,
  paused: v.boolean('paused must be true or false.'),
  /** Empty: ours. Left out: as they are. */
  words: v.optional(line('What people are told', longestWords)),
});

/** A setting as it is now, or the other one that came in between. */
export const settingAnswer = <T extends { by: string }>({ kind, item }: SettingChange<T>): DeskAnswer =>
  kind === 'moved-on'
    ? failed(409, `${item?.data.by ?? 'Somebody'} changed this in the meantime. Here is what is there now.`, {
        setting: item,
      })
    : fine({ item } satisfies SettingAnswer);

export async function savePause({ frontdesk, event, session }: StaffCall): Promise<DeskAnswer> {
  const fields = fieldsOf(event, pauseFields);
  if ('refused' in fields) return fields.refused;
  const { actionId: id, revision: seen, paused, words } = fields.input;
  return settingAnswer(await setPause(frontdesk, { paused, words, admin: session.admin, id, seen }));
}
