import { chooseDay, days, timeZone } from '../../data/reminder-days';
import { onShownDays } from '../../data/reminder-presses';
import { isCut } from '../../data/reminders';
import { reminders } from '../../data/tables';
import { byDay, type Day } from '../../lib/reminders';
import { useFirstOf } from '../first-of';
import { Empty, List } from '../states';
import { AppointmentRow } from './appointment';
import { DayCounts, titleOf } from './day-title';

/** So many of a day are listed at once. */
const firstRows = 8;

/** The days after the first one. */
export function Week() {
  const [, ...rest] = days.value;
  const all = byDay(onShownDays.value, timeZone.value, rest).filter((each) => rest.includes(each.day));
  return (
    <section class="column days-after" aria-label="The days after">
      <List
        loading={reminders.loading.value}
        what="the week"
        isEmpty={all.every(({ items }) => items.length === 0)}
        empty={<Empty title="No appointments in the six days after" />}
      >
        {all.map((each) => (
          <WeekDay key={each.day} of={each} />
        ))}
        {isCut.value && (
          <p class="hint">There are more than can be shown here. Choose a later day to see its appointments.</p>
        )}
      </List>
    </section>
  );
}

function WeekDay({ of }: { of: Day }) {
  const [shown, more] = useFirstOf(of.items, firstRows);
  return (
    <section aria-label={titleOf(of.day)}>
      <h3>
        <button type="button" class="about" onClick={() => chooseDay(of.day)}>
          {titleOf(of.day)}
        </button>
        <DayCounts of={of} />
      </h3>
      <ul class="appointments">
        {shown.map((item) => (
          <li key={item.key}>
            <AppointmentRow item={item} />
          </li>
        ))}
      </ul>
      {more}
    </section>
  );
}
