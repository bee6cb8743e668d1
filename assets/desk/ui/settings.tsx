import { settings } from '../data/tables';
import { HoursSection } from './settings-hours';
import { TextsSection } from './settings-texts';
import { List } from './states';

/** What staff can change without a deploy, a section for each kind of setting. */
export function SettingsView() {
  return (
    <div class="settings">
      <List
        loading={settings.loading.value}
        what="the settings"
        isEmpty={settings.loading.value.kind !== 'loaded'}
        empty={null}
      >
        <HoursSection />
        <TextsSection />
      </List>
    </div>
  );
}
