import { computed, signal } from '@preact/signals';
import type { SaveText, SettingAnswer, SettingItem } from '../../../src/desk/contract';
import type { Language } from '../../../src/frontdesk';
import { cleaned } from '../../../src/messages/check';
import { defaultTexts } from '../../../src/messages/defaults';
import { occasions, type TextGroup, textGroups } from '../../../src/messages/occasions';
import { type TextKey, textKeys } from '../../../src/messages/texts';
import { textsKey } from '../../../src/settings/map';
import type { EditedText, TextsItem } from '../../../src/settings/texts';
import { inBrief, isFound } from '../lib/texts';
import { newActionId, post } from './api';
import { offers, signedOut } from './session';
import { settings } from './tables';
import { say } from './toast';

export const textLanguage = signal<Language>('en');
export const textSearch = signal('');
/** The text in the editor. */
export const openText = signal<TextKey | undefined>(undefined);

/** A text as it is being written. */
export interface TextDraft {
  readonly text: string;
  /** What was there when it began; null: as it came. */
  readonly seen: string | null;
  /** Why it was not saved. */
  readonly trouble?: string;
}

/** What is written and not saved stays, whatever else is opened meanwhile. */
const drafts = signal<ReadonlyMap<string, TextDraft>>(new Map());
export const isSavingText = signal(false);

const nameOf = (language: Language, key: TextKey): string => `${language} ${key}`;

function setDraft(language: Language, key: TextKey, draft: TextDraft | undefined): void {
  const next = new Map(drafts.value);
  if (draft === undefined) next.delete(nameOf(language, key));
  else next.set(nameOf(language, key), draft);
  drafts.value = next;
}

const editedTexts = computed(() => {
  const of = (language: Language): Readonly<Record<string, EditedText | undefined>> =>
    (settings.items.value.get(textsKey(language))?.data as TextsItem | undefined)?.texts ?? {};
  return { en: of('en'), es: of('es') };
});

export const editedText = (language: Language, key: TextKey): EditedText | undefined =>
  editedTexts.value[language][key];
export const standingText = (language: Language, key: TextKey): string =>
  editedText(language, key)?.text ?? defaultTexts[language][key];
export const draftOf = (language: Language, key: TextKey): TextDraft | undefined =>
  drafts.value.get(nameOf(language, key));

/** Somebody else has saved this text since the draft was begun. */
export const isTextOutdated = (language: Language, key: TextKey): boolean => {
  const draft = draftOf(language, key);
  return draft !== undefined && draft.seen !== (editedText(language, key)?.text ?? null);
};

export interface ShownGroup {
  readonly id: TextGroup;
  readonly name: string;
  readonly keys: readonly TextKey[];
}

/** The texts that are found, of what is offered. */
export const shownGroups = computed((): ShownGroup[] => {
  const language = textLanguage.value;
  return textGroups.flatMap((group) => {
    if ('service' in group && !offers(group.service)) return [];
    const keys = textKeys.filter((key) => {
      const { group: of, name, when } = occasions[key];
      return of === group.id && isFound(textSearch.value, name, when, group.name, inBrief(standingText(language, key)));
    });
    return keys.length === 0 ? [] : [{ id: group.id, name: group.name, keys }];
  });
});

export const editedCount = computed(() => Object.keys(editedTexts.value[textLanguage.value]).length);

/** Writes on, from what is there if nothing was written yet. What is as it was is no draft. */
export function write(language: Language, key: TextKey, text: string): void {
  const standing = editedText(language, key)?.text ?? null;
  const seen = draftOf(language, key)?.seen ?? standing;
  const isAsItWas = text === standingText(language, key) && seen === standing;
  setDraft(language, key, isAsItWas ? undefined : { text, seen });
}

export const discardText = (language: Language, key: TextKey): void => setDraft(language, key, undefined);

/** What is written is to stand, whatever was saved meanwhile. */
export function keepMyText(language: Language, key: TextKey): void {
  const draft = draftOf(language, key);
  if (draft !== undefined) setDraft(language, key, { ...draft, seen: editedText(language, key)?.text ?? null });
}

async function put(language: Language, key: TextKey, text: string | null, seen: string | null): Promise<boolean> {
  if (isSavingText.value) return false;
  isSavingText.value = true;
  const sent = draftOf(language, key);
  const wish: SaveText = { what: 'text', actionId: newActionId(), language, key, text, seen };
  const answer = await post<SettingAnswer>('settings', wish);
  isSavingText.value = false;
  const item = (answer.ok ? answer.body.item : answer.failure.setting) as SettingItem<never> | undefined;
  if (item !== undefined) settings.put(item);
  if (answer.ok) {
    // What was written since goes on from what stands now
    if (draftOf(language, key)?.text === sent?.text) discardText(language, key);
    else keepMyText(language, key);
    return true;
  }
  const { message } = answer.failure;
  if (answer.status === 401) signedOut(message);
  const draft = draftOf(language, key);
  // What the other one saved shows beside it
  if (draft !== undefined && answer.status !== 409) setDraft(language, key, { ...draft, trouble: message });
  else say({ words: message, isProblem: true });
  return false;
}

const changeBack = (language: Language, key: TextKey, text: string | null) => () => {
  void put(language, key, text, editedText(language, key)?.text ?? null);
};

/** Saves what is written. It can be taken back. */
export async function saveText(language: Language, key: TextKey): Promise<void> {
  const draft = draftOf(language, key);
  if (draft === undefined) return;
  const before = editedText(language, key)?.text ?? null;
  if (await put(language, key, cleaned(draft.text), draft.seen)) {
    say({
      words: 'Saved. It goes out like this within seconds.',
      undo: changeBack(language, key, before),
    });
  }
}

/** Puts the text back as it came. It can be taken back. */
export async function resetText(language: Language, key: TextKey): Promise<void> {
  const before = editedText(language, key)?.text ?? null;
  if (await put(language, key, null, before)) {
    say({ words: `"${occasions[key].name}" is as it came.`, undo: changeBack(language, key, before) });
  }
}
