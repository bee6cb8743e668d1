import { useSignal } from '@preact/signals';
import { Undo2, X } from 'lucide-preact';
import { useEffect, useRef } from 'preact/hooks';
import { canBeRestored } from '../../../../src/reminders/moves';
import type { Reminder, ReminderText } from '../../../../src/reminders/reminder';
import { now } from '../../data/clock';
import { openReminder, restoreReminder, shownReminders, showReminder, timeZone, viewer } from '../../data/reminders';
import { hoursWords, nameOf, textWords, windowWords } from '../../lib/reminders';
import { clockTime, dayOf, whenOf } from '../../lib/times';
import { errorOf } from '../../lib/words';
import { closeDrawer } from '../keys';
import { PhoneNumber } from '../number';
import { ReminderTrouble } from './appointment';
import { ReminderForm } from './booking-form';
import { ReminderActions } from './reminder-actions';
import { Standing } from './standing';

const answerWords = { yes: 'Yes', no: 'No' } as const;

/** One appointment whole: what was agreed, what was answered, and what became of each text. */
export function ReminderDrawer() {
  const key = openReminder.value;
  const item = key === undefined ? undefined : shownReminders.value.get(key);
  const title = useRef<HTMLHeadingElement>(null);
  const isChanging = useSignal(false);
  const movedTo = item?.data.moved?.to;
  useEffect(() => {
    isChanging.value = false;
    title.current?.focus();
  }, [key]);
  useEffect(() => {
    if (movedTo !== undefined) void showReminder(movedTo, { comes: true });
  }, [movedTo]);
  if (item === undefined || movedTo !== undefined) return null;
  const { data } = item;
  const isOff = data.deleted === true;
  return (
    <aside class="drawer" aria-labelledby="drawer-title">
      <header class="drawer-top">
        <h2 id="drawer-title" ref={title} tabIndex={-1}>
          {nameOf(data)}
        </h2>
        <PhoneNumber number={data.contact} />
        <button type="button" class="icon-button" aria-label="Close (Esc)" onClick={closeDrawer}>
          <X size={24} aria-hidden="true" />
        </button>
      </header>
      <div class="drawer-body">
        <ReminderTrouble of={item.key} />
        {isOff ? (
          <div class="drawer-actions">
            <p>This appointment is cancelled.</p>
            {canBeRestored(data, now.value) && (
              <button type="button" class="button" onClick={() => void restoreReminder(item.key)}>
                <Undo2 size={20} aria-hidden="true" />
                Undo
              </button>
            )}
          </div>
        ) : isChanging.value ? (
          <ReminderForm
            key={item.key}
            item={item}
            close={(newest) => {
              isChanging.value = false;
              if (newest !== undefined) openReminder.value = newest;
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
        <Facts reminder={data} />
        <Texts texts={data.texts} />
      </div>
    </aside>
  );
}

function Facts({ reminder }: { reminder: Reminder }) {
  const { appointmentMs, answer, location, participant, locale, hoursBefore, createdMs, wish } = reminder;
  const at = (ms: number) => whenOf(ms, now.value, viewer.value);
  const theirs = { timeZone: reminder.timeZone };
  const isElsewhere =
    isNamedZone(reminder.timeZone) && clockTime(appointmentMs, theirs) !== clockTime(appointmentMs, viewer.value);
  return (
    <dl class="facts">
      <Fact name="When">
        <span>
          {dayOf(appointmentMs, viewer.value)}, {clockTime(appointmentMs, viewer.value)}
          {isElsewhere && (
            <span class="hint">
              {' '}
              {clockTime(appointmentMs, theirs)} in {reminder.timeZone}
            </span>
          )}
        </span>
      </Fact>
      <Fact name="State">
        <Standing reminder={reminder} />
      </Fact>
      {answer !== undefined && (
        <Fact name="Answer">
          <span>
            <b>{answerWords[answer.answer]}</b> {at(answer.atMs)}
          </span>
        </Fact>
      )}
      {wish !== undefined && (
        <Fact name="Wishes">
          <span>
            “{wish.text}” {at(wish.atMs)}
          </span>
        </Fact>
      )}
      {participant !== undefined && <Fact name="With">{participant}</Fact>}
      {location !== undefined && <Fact name="Place">{location}</Fact>}
      <Fact name="Texts">{hoursBefore.map(hoursWords).join(', ')} before it</Fact>
      {locale !== undefined && <Fact name="Language">{locale}</Fact>}
      <Fact name="Zone">{reminder.timeZone === timeZone.value ? `${timeZone.value}, as here` : reminder.timeZone}</Fact>
      <Fact name="Booked">{at(createdMs)}</Fact>
    </dl>
  );
}

/** '+03:00' is not known to every browser's Intl. */
const isNamedZone = (zone: string): boolean => !/^[+-]/.test(zone);

function Fact({ name, children }: { name: string; children: preact.ComponentChildren }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Texts({ texts }: { texts: readonly ReminderText[] }) {
  const inTime = [...texts].sort((one, other) => one.dueMs - other.dueMs);
  return (
    <section aria-label="Texts">
      <h3>Texts</h3>
      <ol class="history">
        {inTime.map((text) => (
          <TextRow key={text.no} text={text} />
        ))}
      </ol>
    </section>
  );
}

function TextRow({ text }: { text: ReminderText }) {
  const at = (ms: number) => whenOf(ms, now.value, viewer.value);
  const { state, dueMs, leftMs, deliveredMs, failedMs, code, tried, notBeforeMs } = text;
  const isRetried = state === 'waiting' && tried !== undefined && notBeforeMs !== undefined;
  const happened = [
    leftMs !== undefined && `sent ${at(leftMs)}`,
    deliveredMs !== undefined && `delivered ${at(deliveredMs)}`,
    failedMs !== undefined && `failed ${at(failedMs)}`,
    isRetried && `tried again ${at(notBeforeMs)}`,
  ].filter((words) => words !== false);
  return (
    <li class={`history-text is-${state}`}>
      <span>
        <b>{windowWords(text)}</b> due {at(dueMs)}
      </span>
      <span class="history-state">{textWords[state]}</span>
      {happened.length > 0 && <span class="hint">{happened.join(' · ')}</span>}
      {(state === 'failed' || isRetried) && (
        <span class="reason">
          {errorOf(code)}
          {code !== undefined && ` (error ${code})`}
        </span>
      )}
    </li>
  );
}
