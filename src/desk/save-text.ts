import * as v from 'valibot';
import { languages } from '../frontdesk';
import { cleaned } from '../messages/check';
import { isTextKey, type TextKey } from '../messages/texts';
import { saveText } from '../settings/save-text';
import { type DeskAnswer, failed, fine } from './answer';
import type { SettingAnswer } from './contract';
import { fieldsOf, type StaffCall } from './door';
import { actionId } from './fields';

const words = v.nullable(
  v.pipe(v.string('text must be words, or null for the text as it came.'), v.transform(cleaned)),
);

const saveTextFields = v.object({
  actionId,
  language: v.picklist(languages, `language must be one of ${languages.join(', ')}.`),
  key: v.custom<TextKey>((key) => typeof key === 'string' && isTextKey(key), 'key is not the key of a text.'),
  text: words,
  seen: words,
});

export async function saveTextOf({ frontdesk, event, session }: StaffCall): Promise<DeskAnswer> {
  const fields = fieldsOf(event, saveTextFields);
  if ('refused' in fields) return fields.refused;
  const { actionId: id, ...wish } = fields.input;
  const saved = await saveText(frontdesk, { ...wish, admin: session.admin, id });
  if (saved.kind === 'wrong') {
    const errors = saved.problems.map((message) => ({ field: 'text', message }));
    return failed(400, saved.problems.join(' '), { errors });
  }
  const { item } = saved;
  if (saved.kind !== 'moved-on') return fine({ item } satisfies SettingAnswer);
  const by = item?.data.texts[wish.key]?.by ?? 'Somebody';
  return failed(409, `${by} changed this text in the meantime. Here is what is there now.`, { setting: item });
}
