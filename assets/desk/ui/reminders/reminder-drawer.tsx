import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { canBeRestored } from '../../../../src/reminders/moves';
import type { Reminder } from '../../../../src/reminders/reminder';
import { now } from '../../data/clock';
import { timeZone, viewer } from '../../data/reminder-days';
import { restoreReminder, shownReminders } from '../../data/reminder-presses';
import { openReminder, showReminder } from '../../data/reminders';
import { hoursWords, nameOf } from '../../lib/reminders';
import { clockTime, dayOf, whenOf } from '../../lib/times';
import { UndoButton } from '../closed-list';
import { Drawer, Fact } from '../drawer';
import { ReminderTrouble } from './appointment';
import { BookingForm } from './booking-form';
import { ReminderActions } from './reminder-actions';
import { Standing } from './standing';
import { TextHistory } from './text-history';

const answerWords = { yes: 'Yes', no: 'No' } as const;

/** One appointment whole: what was agreed, what was answered, and what became of each text. */
export function ReminderDrawer() {
  const key = openReminder.value;
  const item = key === undefined ? undefined : shownReminders.value.get(key);
  const isChanging = useSignal(false);
  const movedTo = item?.data.moved?.to;
  useEffect(() => {
    isChanging.value = false;
  }, [key]);
  useEffect(() => {
    if (movedTo !== undefined) void showReminder(movedTo, { comes: true });
  }, [movedTo]);
  if (item === undefined || movedTo !== undefined) return null;
  const { data } = item;
  return (
    <Drawer of={item.key} title={nameOf(data)} number={data.contact}>
      <ReminderTrouble of={item.key} />
      {data.deleted === true ? (
        <div class="drawer-actions">
          <p>This appointment is cancelled.</p>
          {canBeRestored(data, now.value) && <UndoButton undo={() => void restoreReminder(item.key)}>Undo</UndoButton>}
        </div>
      ) : isChanging.value ? (
        <BookingForm
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
      <TextHistory texts={data.texts} />
    </Drawer>
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
