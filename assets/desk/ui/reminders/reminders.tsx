import { useSignal } from '@preact/signals';
import { ChevronLeft, ChevronRight, Download, Plus, Undo2 } from 'lucide-preact';
import {
  cancelledJustNow,
  chooseDay,
  day,
  days,
  failures,
  found,
  isCut,
  isFormOpen,
  isLookingFurther,
  isSearching,
  minute,
  onShownDays,
  openReminder,
  restoreReminder,
  search,
  searchedUntil,
  searchFurther,
  timeZone,
  today,
  viewer,
} from '../../data/reminders';
import { reminders } from '../../data/tables';
import { addDays, isDay, startOf } from '../../lib/days';
import {
  type Appointment,
  byDay,
  countsOf,
  type Day,
  nameOf,
  type TimelineEntry,
  timelineOf,
} from '../../lib/reminders';
import { clockTime, dayOf, minutesOf, whenOf } from '../../lib/times';
import { PhoneNumber } from '../number';
import { SearchBox } from '../search-box';
import { Empty, List } from '../states';
import { AppointmentRow } from './appointment';
import { ReminderForm } from './booking-form';
import { isExportOpen } from './export-dialog';
import { ReminderActions } from './reminder-actions';
import { Standing } from './standing';

export function RemindersView() {
  return (
    <>
      <div class="tools">
        <button
          type="button"
          class="button primary"
          aria-expanded={isFormOpen.value}
          onClick={() => {
            isFormOpen.value = !isFormOpen.value;
          }}
        >
          <Plus size={20} aria-hidden="true" />
          New appointment <kbd>n</kbd>
        </button>
        <SearchBox text={search} label="Search name, number, place" />
        <Days />
        <button
          type="button"
          class="button export"
          onClick={() => {
            isExportOpen.value = true;
          }}
        >
          <Download size={20} aria-hidden="true" />
          Export
        </button>
      </div>
      {isFormOpen.value && (
        <section class="booking-place" aria-label="New appointment">
          <ReminderForm
            close={() => {
              isFormOpen.value = false;
            }}
          />
        </section>
      )}
      <Failures />
      {isSearching.value ? (
        <Found />
      ) : (
        <div class="columns columns-reminders">
          <Timeline />
          <Week />
        </div>
      )}
      <CancelledJustNow />
    </>
  );
}

/** Which days are shown. */
function Days() {
  const isToday = day.value === today.value;
  return (
    <fieldset class="days" aria-label="Days">
      <button
        type="button"
        class="icon-button"
        aria-label="A week earlier"
        onClick={() => chooseDay(addDays(day.value, -7))}
      >
        <ChevronLeft size={20} aria-hidden="true" />
      </button>
      <button type="button" class="button" aria-pressed={isToday} onClick={() => chooseDay(today.value)}>
        Today
      </button>
      <input
        type="date"
        aria-label="First day shown"
        value={day.value}
        onInput={(event) => {
          if (isDay(event.currentTarget.value)) chooseDay(event.currentTarget.value);
        }}
      />
      <button
        type="button"
        class="icon-button"
        aria-label="A week later"
        onClick={() => chooseDay(addDays(day.value, 7))}
      >
        <ChevronRight size={20} aria-hidden="true" />
      </button>
    </fieldset>
  );
}

/** So many stand above the day. */
const firstFailures = 4;

/** What failed is on top, with why and the ways out. */
function Failures() {
  const failed = failures.value;
  const shown = useSignal(firstFailures);
  const rest = failed.length - shown.value;
  if (failed.length === 0) return null;
  return (
    <section class="failures" aria-label="Not delivered">
      <h2>
        Not delivered <span class="column-count">{failed.length}</span>
      </h2>
      <ul>
        {failed.slice(0, shown.value).map((item) => (
          <li key={item.key}>
            <Failure item={item} />
          </li>
        ))}
      </ul>
      {rest > 0 && (
        <button
          type="button"
          class="button more"
          onClick={() => {
            shown.value = failed.length;
          }}
        >
          Show {rest} more
        </button>
      )}
    </section>
  );
}

function Failure({ item }: { item: Appointment }) {
  const { key, data } = item;
  const isChanging = useSignal(false);
  return (
    <article class="card failure" aria-label={`${nameOf(data)}, not delivered`}>
      <p class="failure-who">
        <button
          type="button"
          class="about"
          onClick={() => {
            openReminder.value = key;
          }}
        >
          {nameOf(data)}
        </button>
        <PhoneNumber number={data.contact} />
        <span>{whenOf(data.appointmentMs, minute.value, viewer.value)}</span>
        {data.location !== undefined && <span>{data.location}</span>}
      </p>
      <Standing reminder={data} />
      {isChanging.value ? (
        <ReminderForm
          item={item}
          close={() => {
            isChanging.value = false;
          }}
        />
      ) : (
        <ReminderActions
          item={item}
          change={() => {
            isChanging.value = true;
          }}
        />
      )}
    </article>
  );
}

const titleOf = (of: string): string =>
  of === today.value ? 'Today' : dayOf(startOf(of, timeZone.value), viewer.value);

function Timeline() {
  const [first = day.value] = days.value;
  const { items = [] } = byDay(onShownDays.value, timeZone.value, [first]).find((each) => each.day === first) ?? {};
  const isToday = first === today.value;
  const minuteMs = minute.value;
  return (
    <section class="column" aria-label={titleOf(first)}>
      <DayTitle of={{ day: first, items }} />
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

function DayTitle({ of: { day: of, items } }: { of: Day }) {
  return (
    <h2>
      {titleOf(of)} <span class="column-count">{items.length}</span>
      <span class="day-counts">{countsOf(items)}</span>
    </h2>
  );
}

/** So many of a day are listed at once. */
const firstRows = 8;

function Week() {
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
  const shown = useSignal(firstRows);
  const rest = of.items.length - shown.value;
  return (
    <section aria-label={titleOf(of.day)}>
      <h3>
        <button type="button" class="about" onClick={() => chooseDay(of.day)}>
          {titleOf(of.day)}
        </button>
        <span class="column-count">{of.items.length}</span>
        <span class="day-counts">{countsOf(of.items)}</span>
      </h3>
      <ul class="appointments">
        {of.items.slice(0, shown.value).map((item) => (
          <li key={item.key}>
            <AppointmentRow item={item} />
          </li>
        ))}
      </ul>
      {rest > 0 && (
        <button
          type="button"
          class="button more"
          onClick={() => {
            shown.value = of.items.length;
          }}
        >
          Show {rest} more
        </button>
      )}
    </section>
  );
}

/** Where a search has looked so far. */
function lookedWords(): string {
  const until = searchedUntil.value;
  if (until === undefined) return 'That is all there is.';
  const ms = Number.parseInt(until.slice(0, 12), 16);
  return `Looked until ${dayOf(ms, viewer.value)}.`;
}

function Found() {
  const all = byDay(found.value, timeZone.value);
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

/** For the wrong tap; on every desk. */
function CancelledJustNow() {
  const cancelled = cancelledJustNow.value;
  if (cancelled.length === 0) return null;
  return (
    <section class="closed" aria-label="Cancelled just now">
      <h2>Cancelled just now</h2>
      <ul>
        {cancelled.slice(0, 12).map(({ key, data }) => (
          <li key={key}>
            <button
              type="button"
              class="closed-name"
              onClick={() => {
                openReminder.value = key;
              }}
            >
              <b>{nameOf(data)}</b> {whenOf(data.appointmentMs, minute.value, viewer.value)}
            </button>
            <button type="button" class="button" onClick={() => void restoreReminder(key)}>
              <Undo2 size={20} aria-hidden="true" />
              Undo
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
