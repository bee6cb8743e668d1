import { day, days, minute, timeZone, today, viewer } from '../../data/reminder-days';
import { onShownDays } from '../../data/reminder-presses';
import { reminders } from '../../data/tables';
import { byDay, type TimelineEntry, timelineOf } from '../../lib/reminders';
import { clockTime, minutesOf } from '../../lib/times';
import { Empty, List } from '../states';
import { AppointmentRow } from './appointment';
import { DayCounts, titleOf } from './day-title';

/** The first of the days that are shown, hour by hour. */
export function Timeline() {
  const [first = day.value] = days.value;
  const { items = [] } = byDay(onShownDays.value, timeZone.value, [first]).find((each) => each.day === first) ?? {};
  const isToday = first === today.value;
  const minuteMs = minute.value;
  return (
    <section class="column" aria-label={titleOf(first)}>
      <h2>
        {titleOf(first)} <DayCounts of={{ day: first, items }} />
      </h2>
      <List
        loading={reminders.loading.value}
        what="the appointments"
        isEmpty={items.length === 0}
        empty={
          <Empty title="No appointments on this day">
            <p>New appointment (n) makes one; so does the API. Who is in it is texted in time.</p>
          </Empty>
        }
      >
        <ol class="timeline">
          {timelineOf(items, isToday ? minuteMs : undefined).map((entry) => (
            <Entry key={keyOf(entry)} entry={entry} nowMs={minuteMs} />
          ))}
        </ol>
      </List>
    </section>
  );
}

function keyOf(entry: TimelineEntry): string {
  if (entry.kind === 'appointment') return entry.item.key;
  return entry.kind === 'gap' ? `gap ${entry.fromMs}` : 'now';
}

function Entry({ entry, nowMs }: { entry: TimelineEntry; nowMs: number }) {
  switch (entry.kind) {
    case 'now':
      return (
        <li class="timeline-now">
          <b>{clockTime(nowMs, viewer.value)}</b>
          <span>{entry.nextMs === undefined ? 'now' : `now, next in ${minutesOf(entry.nextMs - nowMs)}`}</span>
        </li>
      );
    case 'gap':
      return <li class="timeline-gap">nothing for {minutesOf(entry.untilMs - entry.fromMs)}</li>;
    case 'appointment':
      return (
        <li class={entry.isFirstOfHour ? 'timeline-hour' : ''}>
          <AppointmentRow item={entry.item} />
        </li>
      );
  }
}
