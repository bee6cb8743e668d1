import type { Frontdesk } from '../frontdesk';
import { conflict, type MapItem } from '../twilio/sync-store';
import { forgetSettings } from './load';
import { type SettingsItems, settingsMap } from './map';

/** What came of a change: it was made, now or by the same press before; it was so already; or somebody else has changed it since it was seen. */
export type SettingChange<T> =
  | { kind: 'changed'; item: MapItem<T> }
  | { kind: 'already'; item: MapItem<T> | undefined }
  | { kind: 'moved-on'; item: MapItem<T> | undefined };

type Pressed = 'hours' | 'pause';

const attempts = 6;

/**
 * Changes a setting by revision. `change` answers undefined when it is so already.
 *
 * @param seen the revision that the change was made to, '' for none; left out by whoever did not look
 */
export async function changeSetting<Key extends Pressed>(
  frontdesk: Frontdesk,
  { key, id, seen }: { key: Key; id: string; seen?: string },
  change: (known: SettingsItems[Key] | undefined) => SettingsItems[Key] | undefined,
): Promise<SettingChange<SettingsItems[Key]>> {
  const { store } = frontdesk;
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const known = await store.readItem<SettingsItems[Key]>(settingsMap, key);
    if (known?.data.id === id) return { kind: 'changed', item: known };
    if (seen !== undefined && seen !== (known?.revision ?? '')) return { kind: 'moved-on', item: known };
    const next = change(known?.data);
    if (next === undefined) return { kind: 'already', item: known };
    const written =
      known === undefined
        ? await store.createItem(settingsMap, key, next)
        : await store.updateItem(settingsMap, key, next, known.revision);
    forgetSettings();
    if (written !== conflict) return { kind: 'changed', item: written };
  }
  throw new Error(`The setting ${key} was written by others ${attempts} times in a row`);
}
