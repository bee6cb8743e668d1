import { timeZone, today, viewer } from '../../data/reminder-days';
import { startOf } from '../../lib/days';
import { countsOf, type Day } from '../../lib/reminders';
import { dayOf } from '../../lib/times';

/** 'Today', 'Mon, Mar 22' */
export const titleOf = (of: string): string =>
  of === today.value ? 'Today' : dayOf(startOf(of, timeZone.value), viewer.value);

/** How many there are on a day, and what is worth knowing of them. */
export function DayCounts({ of: { items } }: { of: Day }) {
  return (
    <>
      <span class="column-count">{items.length}</span>
      <span class="day-counts">{countsOf(items)}</span>
    </>
  );
}
