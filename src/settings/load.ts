import { type Clock, type Language, type Log, languages } from '../frontdesk';
import { problemsOf } from '../messages/check';
import { isTextKey } from '../messages/texts';
import type { MapItem, SyncStore } from '../twilio/sync-store';
import { type HoursItem, readHoursItem } from './hours';
import { settingsMap, textsKey } from './map';
import { type PauseItem, readPauseItem } from './pause';
import { readTextsItem } from './texts';

/** What staff set on the desk; what they did not is undefined, or as it came. */
export interface Settings {
  /** The texts that staff edited. */
  texts: Readonly<Record<Language, Readonly<Record<string, string>>>>;
  hours?: HoursItem;
  pause?: PauseItem;
}

export const defaultSettings: Readonly<Settings> = {
  texts: { en: {}, es: {} },
  hours: undefined,
  pause: undefined,
};

/** An edit is live after this at the latest. A Map takes 20 reads a second, so that reading it for every text would bind. */
export const keptForMs = 5000;

interface Kept {
  service: string;
  settings: Readonly<Settings>;
  readAtMs: number;
}

/** What this instance read last. A saving, and the answer when Sync does not give one. */
let kept: Kept | undefined;

/** Whoever writes settings calls this: the next call in this instance reads them. */
export function forgetSettings(): void {
  if (kept !== undefined) kept = { ...kept, readAtMs: Number.NEGATIVE_INFINITY };
}

export interface WithSettings {
  /** Its answers wait for the settings, which are read beside the first of them. */
  store: SyncStore;
  /** There from the first answer of the store on; until then as this instance knew them last. */
  settings: Readonly<Settings>;
}

/**
 * Reads the settings beside whatever the store is asked first, so that they cost no round trip of their own. Should that fail, those that were
 * known last hold, or the defaults: a text in old words is better than none.
 *
 * @param service whose settings: the SID of the Sync service
 */
export function withSettings(
  store: SyncStore,
  { service, clock, log }: { service: string; clock: Clock; log: Log },
): WithSettings {
  const known = kept?.service === service ? kept : undefined;
  const settings: Settings = { ...(known?.settings ?? defaultSettings) };
  const isFresh = known !== undefined && Math.abs(clock.nowMs() - known.readAtMs) < keptForMs;

  const read = async (): Promise<void> => {
    const readAtMs = clock.nowMs();
    try {
      const found = settingsOf(await store.listItems(settingsMap));
      Object.assign(settings, found);
      kept = { service, settings: found, readAtMs };
    } catch (error) {
      log('settings-not-read', { error });
    }
  };
  let reading = isFresh ? Promise.resolve() : undefined;

  const beside = async <T>(ask: () => Promise<T>): Promise<T> => {
    reading ??= read();
    const [answer] = await Promise.allSettled([ask(), reading]);
    if (answer.status === 'rejected') throw answer.reason;
    return answer.value;
  };
  return { settings, store: withEachAnswer(store, beside) };
}

const withEachAnswer = (store: SyncStore, given: <T>(ask: () => Promise<T>) => Promise<T>): SyncStore => ({
  readDocument: <T>(name: string) => given(() => store.readDocument<T>(name)),
  createDocument: (name, data, options) => given(() => store.createDocument(name, data, options)),
  updateDocument: (name, data, revision, options) => given(() => store.updateDocument(name, data, revision, options)),
  removeDocument: (name) => given(() => store.removeDocument(name)),
  readItem: <T>(map: string, key: string) => given(() => store.readItem<T>(map, key)),
  createItem: (map, key, data, options) => given(() => store.createItem(map, key, data, options)),
  putItem: (map, key, data, options) => given(() => store.putItem(map, key, data, options)),
  updateItem: (map, key, data, revision, options) => given(() => store.updateItem(map, key, data, revision, options)),
  removeItem: (map, key, revision) => given(() => store.removeItem(map, key, revision)),
  listItems: <T>(map: string, options?: Parameters<SyncStore['listItems']>[1]) =>
    given(() => store.listItems<T>(map, options)),
});

/** Every setting, so that one that was taken away is gone. */
function settingsOf(items: readonly MapItem<unknown>[]): Readonly<Settings> {
  const data = (key: string) => items.find((item) => item.key === key)?.data;
  return {
    texts: byLanguage((language) => {
      const edited = Object.entries(readTextsItem(data(textsKey(language)))?.texts ?? {});
      // A release may have other parts than the one that it was edited for
      return Object.fromEntries(edited.flatMap(([key, { text }]) => (isFit(key, text) ? [[key, text]] : [])));
    }),
    hours: readHoursItem(data('hours')),
    pause: readPauseItem(data('pause')),
  };
}

/** Checked once per instance. */
const checked = new Map<string, boolean>();

function isFit(key: string, text: string): boolean {
  const name = `${key}\n${text}`;
  const known = checked.get(name);
  if (known !== undefined) return known;
  const isFine = isTextKey(key) && problemsOf(key, text).length === 0;
  checked.set(name, isFine);
  return isFine;
}

const byLanguage = <T>(of: (language: Language) => T) =>
  Object.fromEntries(languages.map((language) => [language, of(language)])) as Record<Language, T>;
