import { useSignal } from '@preact/signals';
import { useEffect, useId, useRef } from 'preact/hooks';
import type { Failure, ReminderAnswer, ReminderFields } from '../../../../src/desk/contract';
import { isoDayOf, isoTimeOf, wallTimeOf } from '../../../../src/zoned-time';
import { post } from '../../data/api';
import { phase, signedOut } from '../../data/desk';
import { newActionId } from '../../data/orders';
import { cancelReminder, day, putReminder, setTrouble, timeZone } from '../../data/reminders';
import { say } from '../../data/toast';
import { type Appointment, hoursWords, nameOf } from '../../lib/reminders';
import { Trouble } from '../trouble';
import { Preview } from './booking-preview';

const windows = [168, 48, 24, 4, 2] as const;

interface Values {
  readonly phone: string;
  readonly date: string;
  readonly time: string;
  readonly participant: string;
  readonly location: string;
  readonly language: string;
  readonly hours: readonly number[];
}
type TextField = Exclude<keyof Values, 'hours'>;

const fields = [
  { name: 'phone', label: 'Phone', type: 'tel', optional: false, maxLength: 40 },
  { name: 'date', label: 'Day', type: 'date', optional: false, maxLength: 10 },
  { name: 'time', label: 'Time', type: 'time', optional: false, maxLength: 5 },
  { name: 'participant', label: 'With', type: 'text', optional: true, maxLength: 256 },
  { name: 'location', label: 'Place', type: 'text', optional: true, maxLength: 128 },
] as const satisfies readonly { name: TextField; [more: string]: unknown }[];

const missing: Partial<Record<TextField, string>> = {
  phone: 'Who is to be reminded?',
  date: 'Choose the day.',
  time: 'Choose the time.',
};

const fresh = (): Values => ({
  phone: '',
  date: day.value,
  time: '',
  participant: '',
  location: '',
  language: '',
  hours: [24],
});

/** On the wall clock of the reminder's own zone, in which it stays. */
function valuesOf({ data }: Appointment): Values {
  const wall = wallTimeOf(data.appointmentMs, data.timeZone);
  return {
    phone: data.contact,
    date: isoDayOf(wall),
    time: isoTimeOf(wall),
    participant: data.participant ?? '',
    location: data.location ?? '',
    language: data.locale ?? '',
    hours: data.hoursBefore,
  };
}

/** The reminder's own clock shows what ours does. */
const isSameClock = ({ data }: Appointment): boolean =>
  isoTimeOf(wallTimeOf(data.appointmentMs, data.timeZone)) ===
  isoTimeOf(wallTimeOf(data.appointmentMs, timeZone.value));

const inLanguage = (language: string): string => {
  const name = new Intl.DisplayNames(language, { type: 'language' }).of(language) ?? language;
  return name.charAt(0).toLocaleUpperCase(language) + name.slice(1);
};

/** A new appointment in one row; with `item`, a change of that one. */
export function ReminderForm({ item, close }: { item?: Appointment; close: (newest?: string) => void }) {
  const values = useSignal<Values>(item === undefined ? fresh() : valuesOf(item));
  const failure = useSignal<Failure | undefined>(undefined);
  const isSending = useSignal(false);
  // Kept for retries of the same appointment, new for another one
  const actionId = useRef(newActionId());
  const form = useRef<HTMLFormElement>(null);
  const id = useId();
  useEffect(() => form.current?.querySelector('input')?.focus(), []);
  const set = (change: Partial<Values>) => {
    values.value = { ...values.value, ...change };
    actionId.current = newActionId();
  };

  const problemOf = (name: string) => failure.value?.errors.find(({ field }) => field === name)?.message;
  const names: readonly string[] = [...fields.map(({ name }) => name), 'hoursBefore', 'language'];
  const isNamed = failure.value?.errors.some(({ field }) => field !== undefined && names.includes(field)) === true;
  const otherProblem = isNamed ? undefined : failure.value?.message;
  const refuse = (refused: Failure) => {
    failure.value = refused;
    requestAnimationFrame(() => form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
  };

  const asked = (): ReminderFields => {
    const { phone, date, time, participant, location, language, hours } = values.value;
    const filled = (text: string) => (text.trim() === '' ? undefined : text);
    return {
      phone,
      date,
      time,
      hoursBefore: hours,
      participant: filled(participant),
      location: filled(location),
      language: filled(language),
      timeZone: item === undefined ? timeZone.value : undefined,
    };
  };

  const send = async (event: Event) => {
    event.preventDefault();
    if (isSending.value) return;
    const errors = Object.entries(missing).flatMap(([field, message]) =>
      values.value[field as TextField].trim() === '' ? [{ field, message }] : [],
    );
    if (values.value.hours.length === 0) errors.push({ field: 'hoursBefore', message: 'When should they be texted?' });
    if (errors.length > 0) {
      refuse({ message: '', errors });
      return;
    }
    isSending.value = true;
    failure.value = undefined;
    const path = item === undefined ? 'create' : 'update';
    const answer = await post<ReminderAnswer>(`reminders/${path}`, {
      actionId: actionId.current,
      ...(item !== undefined && { id: item.key }),
      ...asked(),
    });
    isSending.value = false;
    if (!answer.ok) {
      if (answer.status === 401) signedOut(answer.failure.message);
      refuse(answer.failure);
      return;
    }
    const { reminder, warning } = answer.body;
    putReminder(reminder);
    if (warning !== undefined) setTrouble(reminder.key, warning);
    const name = nameOf(reminder.data);
    if (item === undefined) say({ words: `${name}: booked`, undo: () => void cancelReminder(reminder.key) });
    else say({ words: `${name}: changed` });
    close(reminder.key);
  };

  const known = values.value;
  const isElsewhere = item !== undefined && !isSameClock(item);
  const isPreviewed = known.date !== '' && known.time !== '' && known.hours.length > 0;
  return (
    <form ref={form} class="booking" noValidate onSubmit={(event) => void send(event)}>
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
        <Hours hours={known.hours} problem={problemOf('hoursBefore')} choose={(hours) => set({ hours })} />
        <Languages value={known.language} problem={problemOf('language')} choose={(language) => set({ language })} />
        <div class="booking-actions">
          <button type="submit" class="button primary" disabled={isSending.value}>
            {item === undefined ? (isSending.value ? 'Booking…' : 'Book') : isSending.value ? 'Saving…' : 'Save'}
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
        fields={isPreviewed ? { ...asked(), timeZone: item?.data.timeZone ?? timeZone.value } : undefined}
      />
    </form>
  );
}

interface HoursProps {
  hours: readonly number[];
  problem: string | undefined;
  choose: (hours: readonly number[]) => void;
}

/** How long before it they are texted: one or several. */
function Hours({ hours, problem, choose }: HoursProps) {
  const id = useId();
  const offered = [...new Set([...windows, ...hours])].sort((one, other) => other - one);
  return (
    <fieldset class="field windows" aria-describedby={id}>
      <legend class="field-label">Text before it</legend>
      <div class="windows-choice">
        {offered.map((each) => (
          <label key={each} class="window-choice">
            <input
              type="checkbox"
              aria-label={`${hoursWords(each)} before`}
              checked={hours.includes(each)}
              aria-invalid={problem !== undefined}
              onChange={(event) =>
                choose(event.currentTarget.checked ? [...hours, each] : hours.filter((hour) => hour !== each))
              }
            />
            <span>{hoursWords(each).replace(/ days?$/, ' d')}</span>
          </label>
        ))}
      </div>
      <span id={id} class="field-problem">
        {problem}
      </span>
    </fieldset>
  );
}

interface LanguagesProps {
  value: string;
  problem: string | undefined;
  choose: (language: string) => void;
}

function Languages({ value, problem, choose }: LanguagesProps) {
  const id = useId();
  const known = phase.value.kind === 'open' ? phase.value.session.settings.languages : [];
  const offered = value === '' || known.includes(value) ? known : [...known, value];
  return (
    <div class="field field-language">
      <label class="field-label" for={id}>
        Language
      </label>
      <select
        id={id}
        name="language"
        value={value}
        aria-invalid={problem !== undefined}
        aria-describedby={`${id}-problem`}
        onChange={(event) => choose(event.currentTarget.value)}
      >
        <option value="">Theirs</option>
        {offered.map((each) => (
          <option key={each} value={each}>
            {inLanguage(each)}
          </option>
        ))}
      </select>
      <span id={`${id}-problem`} class="field-problem">
        {problem}
      </span>
    </div>
  );
}
