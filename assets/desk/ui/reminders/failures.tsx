import { useSignal } from '@preact/signals';
import { minute, viewer } from '../../data/reminder-days';
import { failures } from '../../data/reminder-presses';
import { openReminder } from '../../data/reminders';
import { type Appointment, nameOf } from '../../lib/reminders';
import { whenOf } from '../../lib/times';
import { useFirstOf } from '../first-of';
import { PhoneNumber } from '../number';
import { BookingForm } from './booking-form';
import { ReminderActions } from './reminder-actions';
import { Standing } from './standing';

/** So many stand above the day. */
const firstFailures = 4;

/** What failed is on top, with why and the ways out. */
export function Failures() {
  const failed = failures.value;
  const [shown, more] = useFirstOf(failed, firstFailures);
  if (failed.length === 0) return null;
  return (
    <section class="failures" aria-label="Not delivered">
      <h2>
        Not delivered <span class="column-count">{failed.length}</span>
      </h2>
      <ul>
        {shown.map((item) => (
          <li key={item.key}>
            <Failure item={item} />
          </li>
        ))}
      </ul>
      {more}
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
        <BookingForm
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
