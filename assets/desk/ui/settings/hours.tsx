import { CircleAlert } from 'lucide-preact';
import { now } from '../../data/clock';
import {
  begin,
  discard,
  draft,
  edit,
  hoursItem,
  isOutdated,
  isSaving,
  keepMine,
  savedHours,
  saveHours,
  takesPeople,
} from '../../data/intake';
import { firstHours, openingWords, ownTimeZone, problemAt, timeZones } from '../../lib/hours';
import { whoOf } from '../../lib/words';
import { Holidays } from './hours-holidays';
import { Week } from './hours-week';
import { PauseBox } from './pause-box';

/** When people are taken: the opening hours, and the pause. */
export function HoursSection() {
  if (!takesPeople.value) return null;
  return (
    <section class="hours" aria-labelledby="settings-hours">
      <h2 id="settings-hours">
        Opening hours and pause <span class="settings-now">{openingWords(savedHours.value, now.value)}</span>
      </h2>
      <PauseBox />
      <OpeningHours />
    </section>
  );
}

function OpeningHours() {
  const hours = draft.value?.hours ?? savedHours.value;
  if (hours === undefined) {
    return (
      <div class="hours-box">
        <p>
          It is always open. With opening hours, whoever texts 1 or arrives without an order outside them is told when
          you open, and whoever is still in line at closing time is told so. Reminders, and people with an order, go on.
        </p>
        <button type="button" class="button" onClick={() => begin(firstHours(ownTimeZone()))}>
          Set opening hours
        </button>
      </div>
    );
  }
  const problems = draft.value?.problems ?? [];
  return (
    <form
      class="hours-box"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void saveHours(hours);
      }}
    >
      <ZonePicker
        zone={hours.timeZone}
        problem={problemAt(problems, 'timeZone')}
        onChange={(timeZone) => edit((now) => ({ ...now, timeZone }))}
      />
      <Week hours={hours} problems={problems} />
      <Holidays hours={hours} problems={problems} />
      <Outdated />
      {draft.value?.trouble !== undefined && (
        <p class="field-problem" role="alert">
          {draft.value.trouble}
        </p>
      )}
      <div class="hours-actions">
        <button type="submit" class="button primary" disabled={draft.value === undefined || isSaving.value}>
          {isSaving.value ? 'Saving…' : 'Save opening hours'}
        </button>
        {draft.value !== undefined && (
          <button type="button" class="button" disabled={isSaving.value} onClick={discard}>
            Discard changes
          </button>
        )}
        {savedHours.value !== undefined && draft.value === undefined && (
          <button type="button" class="button" disabled={isSaving.value} onClick={() => void saveHours(null)}>
            Always open instead
          </button>
        )}
      </div>
    </form>
  );
}

function Outdated() {
  if (!isOutdated.value) return null;
  const by = hoursItem.value?.data.by;
  return (
    <div class="hours-outdated" role="alert">
      <CircleAlert size={20} aria-hidden="true" />
      <span>{by === undefined ? 'Somebody' : whoOf(by)} saved other opening hours while you were changing them.</span>
      <button type="button" class="button" onClick={discard}>
        Show theirs
      </button>
      <button type="button" class="button" onClick={keepMine}>
        Keep mine
      </button>
    </div>
  );
}

const zones = timeZones();

function ZonePicker({
  zone,
  problem,
  onChange,
}: {
  zone: string;
  problem: string | undefined;
  onChange: (zone: string) => void;
}) {
  const own = ownTimeZone();
  return (
    <div class="field hours-zone">
      <label class="field-label" for="hours-zone">
        Time zone
      </label>
      <input
        id="hours-zone"
        list="hours-zones"
        value={zone}
        autocomplete="off"
        spellcheck={false}
        aria-invalid={problem !== undefined}
        onChange={(event) => onChange(event.currentTarget.value.trim())}
      />
      <datalist id="hours-zones">
        {zones.map((each) => (
          <option key={each} value={each} />
        ))}
      </datalist>
      {own !== zone && (
        <button type="button" class="button" onClick={() => onChange(own)}>
          Use {own}
        </button>
      )}
      {problem !== undefined && <span class="field-problem">{problem}</span>}
    </div>
  );
}
