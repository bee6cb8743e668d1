import { settings } from '../data/tables';
import { HoursSection } from './settings-hours';
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
        <section aria-labelledby="settings-texts">
          <h2 id="settings-texts">Texts</h2>
        </section>
      </List>
    </div>
  );
}
