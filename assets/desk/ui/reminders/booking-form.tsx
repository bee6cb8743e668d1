import { useSignal } from '@preact/signals';
import { useId, useLayoutEffect } from 'preact/hooks';
import type { ReminderAnswer } from '../../../../src/desk/contract';
import { timeZone } from '../../data/reminder-days';
import { cancelReminder, setTrouble } from '../../data/reminder-presses';
import { reminders } from '../../data/tables';
import { say } from '../../data/toast';
import { type Appointment, nameOf } from '../../lib/reminders';
import { useSentForm } from '../sent-form';
import { Trouble } from '../trouble';
import { Preview } from './booking-preview';
import { fieldsOf, fresh, isSameClock, missingIn, type TextField, type Values, valuesOf } from './booking-values';
import { HoursBefore } from './hours-before';
import { Language } from './language';

const fields = [
  { name: 'phone', label: 'Phone', type: 'tel', optional: false, maxLength: 40 },
  { name: 'date', label: 'Day', type: 'date', optional: false, maxLength: 10 },
  { name: 'time', label: 'Time', type: 'time', optional: false, maxLength: 5 },
  { name: 'participant', label: 'With', type: 'text', optional: true, maxLength: 256 },
  { name: 'location', label: 'Place', type: 'text', optional: true, maxLength: 128 },
] as const satisfies readonly { name: TextField; [more: string]: unknown }[];

const names: readonly string[] = [...fields.map(({ name }) => name), 'hoursBefore', 'language'];

/** A new appointment in one row; with `item`, a change of that one. */
export function BookingForm({ item, close }: { item?: Appointment; close: (newest?: string) => void }) {
  const values = useSignal<Values>(item === undefined ? fresh() : valuesOf(item));
  const form = useSentForm(names);
  const id = useId();
  useLayoutEffect(() => form.ref.current?.querySelector('input')?.focus(), []);
  const set = (change: Partial<Values>) => {
    values.value = { ...values.value, ...change };
    form.changed();
  };

  const send = async (event: Event) => {
    event.preventDefault();
    const errors = missingIn(values.value);
    if (errors.length > 0) {
      form.refuse({ message: '', errors });
      return;
    }
    const answer = await (item === undefined
      ? form.send<ReminderAnswer>('reminders/create', fieldsOf(values.value, timeZone.value))
      : form.send<ReminderAnswer>('reminders/update', { id: item.key, ...fieldsOf(values.value, undefined) }));
    if (answer === undefined) return;
    const { reminder, warning } = answer;
    reminders.put(reminder);
    if (warning !== undefined) setTrouble(reminder.key, warning);
    const name = nameOf(reminder.data);
    if (item === undefined) say({ words: `${name}: booked`, undo: () => void cancelReminder(reminder.key) });
    else say({ words: `${name}: changed` });
    if (form.isOpen()) close(reminder.key);
  };

  const { isSending, problemOf, otherProblem } = form;
  const known = values.value;
  const isElsewhere = item !== undefined && !isSameClock(item);
  const isPreviewed = known.date !== '' && known.time !== '' && known.hours.length > 0;
  return (
    <form ref={form.ref} class="booking" noValidate onSubmit={(event) => void send(event)}>
      <div class="booking-row">
        {fields.map(({ name, label, type, optional, maxLength }) => (
          <div class={`field field-${name}`} key={name}>
            <label class="field-label" for={`booking-${id}-${name}`}>
              {name === 'time' && isElsewhere ? `Time, ${item?.data.timeZone}` : label} {optional && <i>optional</i>}
            </label>
            <input
              id={`booking-${id}-${name}`}
              name={name}
              type={type}
              autocomplete="off"
              maxLength={maxLength}
              value={known[name]}
              aria-invalid={problemOf(name) !== undefined}
              aria-describedby={`problem-${id}-${name}`}
              onInput={(event) => set({ [name]: event.currentTarget.value })}
            />
            <span id={`problem-${id}-${name}`} class="field-problem">
              {problemOf(name)}
            </span>
          </div>
        ))}
        <HoursBefore hours={known.hours} problem={problemOf('hoursBefore')} choose={(hours) => set({ hours })} />
        <Language value={known.language} problem={problemOf('language')} choose={(language) => set({ language })} />
        <div class="booking-actions">
          <button type="submit" class="button primary" disabled={isSending}>
            {item === undefined ? (isSending ? 'Booking…' : 'Book') : isSending ? 'Saving…' : 'Save'}
          </button>
          {item !== undefined && (
            <button type="button" class="button" onClick={() => close()}>
              Close
            </button>
          )}
        </div>
      </div>
      {otherProblem && <Trouble why={otherProblem} />}
      <Preview
        isNew={item === undefined}
        fields={isPreviewed ? fieldsOf(known, item?.data.timeZone ?? timeZone.value) : undefined}
      />
    </form>
  );
}
