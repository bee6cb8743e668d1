import type { Language } from '../frontdesk';
import type { HoursItem } from './hours';
import type { PauseItem } from './pause';
import type { TextsItem } from './texts';

/** What staff set on the desk. One list call reads it all. */
export const settingsMap = 'settings';

/** The Map's items, by key. */
export interface SettingsItems {
  'texts.en': TextsItem;
  'texts.es': TextsItem;
  hours: HoursItem;
  pause: PauseItem;
}

export const textsKey = <Of extends Language>(language: Of): `texts.${Of}` => `texts.${language}`;
