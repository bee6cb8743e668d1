import { timeZone, viewer } from '../../data/reminder-days';
import { found, isLookingFurther, searchedUntil, searchFurther } from '../../data/reminder-search';
import { byDay } from '../../lib/reminders';
import { dayOf } from '../../lib/times';
import { useFirstOf } from '../first-of';
import { Empty } from '../states';
import { AppointmentRow } from './appointment';
import { titleOf } from './day-title';

/** Where a search has looked so far. */
function lookedWords(): string {
  const until = searchedUntil.value;
  if (until === undefined) return 'That is all there is.';
  const ms = Number.parseInt(until.slice(0, 12), 16);
  return `Looked until ${dayOf(ms, viewer.value)}.`;
}

/** So many rows are drawn at once. */
const firstRows = 40;

/** What a search found, on whichever day it is. */
export function Found() {
  const [shown, more] = useFirstOf(found.value, firstRows, firstRows);
  const all = byDay(shown, timeZone.value);
  return (
    <section class="column found" aria-label="Found">
      <h2>
        Found <span class="column-count">{found.value.length}</span>
      </h2>
      {all.length === 0 && (
        <Empty title="Not found here">
          <p>A whole phone number is found on any day; a name or a place where it was looked.</p>
        </Empty>
      )}
      {all.map((each) => (
        <section key={each.day} aria-label={titleOf(each.day)}>
          <h3>{titleOf(each.day)}</h3>
          <ul class="appointments">
            {each.items.map((item) => (
              <li key={item.key}>
                <AppointmentRow item={item} />
              </li>
            ))}
          </ul>
        </section>
      ))}
      {more}
      <p class="looked">
        <span class="hint">{lookedWords()}</span>
        {searchedUntil.value !== undefined && (
          <button type="button" class="button" disabled={isLookingFurther.value} onClick={() => void searchFurther()}>
            {isLookingFurther.value ? 'Looking…' : 'Look further'}
          </button>
        )}
      </p>
    </section>
  );
}
