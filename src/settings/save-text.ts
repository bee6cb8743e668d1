import { noteActivity } from '../activity';
import type { Frontdesk, Language } from '../frontdesk';
import { problemsOf } from '../messages/check';
import { defaultTexts } from '../messages/defaults';
import { occasions } from '../messages/occasions';
import type { TextKey } from '../messages/texts';
import { type E164, masked } from '../phone';
import { conflict, type MapItem } from '../twilio/sync-store';
import { forgetSettings } from './load';
import { settingsMap, textsKey } from './map';
import { readTextsItem, type TextsItem } from './texts';

/** What Sync keeps in one item is 16 KiB; some of it is room for the key and its like. */
const itemBytes = 16 * 1024 - 256;
const attempts = 6;

export interface TextWish {
  language: Language;
  key: TextKey;
  /** As it is to be from now on; null: as it came. */
  text: string | null;
  /** As it was when the edit began; null: as it came. */
  seen: string | null;
  admin: E164;
  /** Of the press. */
  id: string;
}

export type TextSaved =
  | { kind: 'changed' | 'already' | 'moved-on'; item: MapItem<TextsItem> | undefined }
  | { kind: 'wrong'; problems: readonly string[] };

export const languageNames: Readonly<Record<Language, string>> = { en: 'English', es: 'Spanish' };

/**
 * Changes one text in one language. It is held against the text that was seen, not against the item's revision: two who edit different texts
 * do not stand in each other's way, and of two who edit the same one the second is told.
 */
export async function saveText(frontdesk: Frontdesk, wish: TextWish): Promise<TextSaved> {
  const { store, clock } = frontdesk;
  const { language, key, seen, admin, id } = wish;
  const text = wish.text === defaultTexts[language][key] ? null : wish.text;
  const problems = text === null ? [] : problemsOf(key, text);
  if (problems.length > 0) return { kind: 'wrong', problems };
  const by = masked(admin);
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const found = await store.readItem<unknown>(settingsMap, textsKey(language));
    const data = readTextsItem(found?.data) ?? { texts: {} };
    const item = found && { ...found, data };
    const standing = data.texts[key]?.text ?? null;
    if (standing === text) return { kind: 'already', item };
    if (standing !== seen) return { kind: 'moved-on', item };
    const { [key]: _, ...others } = data.texts;
    const next: TextsItem = { texts: text === null ? others : { ...others, [key]: { text, by, atMs: clock.nowMs() } } };
    if (Buffer.byteLength(JSON.stringify(next)) > itemBytes) return { kind: 'wrong', problems: [full(language)] };
    const written =
      found === undefined
        ? await store.createItem(settingsMap, textsKey(language), next)
        : await store.updateItem(settingsMap, textsKey(language), next, found.revision);
    forgetSettings();
    if (written === conflict) continue;
    const about = `${occasions[key].name}, ${languageNames[language]}`;
    await noteActivity(frontdesk, {
      id,
      who: by,
      what: text === null ? 'put back the text' : 'changed the text',
      about,
    });
    return { kind: 'changed', item: written };
  }
  throw new Error(`The texts were written by others ${attempts} times in a row`);
}

const full = (language: Language): string =>
  `The edited texts in ${languageNames[language]} take all the room there is (16 KiB). Make this one shorter, or put another one back.`;
