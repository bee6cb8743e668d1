import { settings } from '../../data/tables';
import { List } from '../states';
import { HoursSection } from './hours';
import { TextsSection } from './texts';

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
