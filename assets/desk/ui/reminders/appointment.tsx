import { MessageSquareQuote } from 'lucide-preact';
import { minute, viewer } from '../../data/reminder-days';
import { setTrouble, troubles } from '../../data/reminder-presses';
import { openReminder } from '../../data/reminders';
import { type Appointment, nameOf } from '../../lib/reminders';
import { clockTime, whenOf } from '../../lib/times';
import { maskedNumber } from '../../lib/words';
import { Trouble } from '../trouble';
import { Standing } from './standing';

/** One appointment as a row; its face opens the drawer. */
export function AppointmentRow({ item }: { item: Appointment }) {
  const { key, data } = item;
  const time = clockTime(data.appointmentMs, viewer.value);
  const name = nameOf(data);
  return (
    <article
      class={`card appointment ${openReminder.value === key ? 'is-open' : ''}`}
      data-reminder={key}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: the arrows go from card to card, and Enter opens it
      tabIndex={0}
      aria-label={`${time} ${name}`}
    >
      <button
        type="button"
        class="appointment-face"
        tabIndex={-1}
        onClick={() => {
          openReminder.value = key;
        }}
      >
        <time dateTime={new Date(data.appointmentMs).toISOString()}>{time}</time>
        <span class="appointment-who">
          <b>{name}</b>
          {data.location !== undefined && <span>{data.location}</span>}
          {data.participant !== undefined && <span class="hint">{maskedNumber(data.contact)}</span>}
          {data.answer !== undefined && (
            <span class="hint">answered {whenOf(data.answer.atMs, minute.value, viewer.value)}</span>
          )}
        </span>
        <Standing reminder={data} />
        {data.wish !== undefined && (
          <span class="wish">
            <MessageSquareQuote size={16} aria-hidden="true" />
            <span>
              <b class="unseen">Wishes: </b>
              {data.wish.text}
            </span>
          </span>
        )}
      </button>
      <ReminderTrouble of={key} />
    </article>
  );
}

/** Why the last press did nothing, or whom it did not reach. */
export function ReminderTrouble({ of: key }: { of: string }) {
  const why = troubles.value.get(key);
  if (why === undefined) return null;
  return <Trouble why={why} onClose={() => setTrouble(key, undefined)} />;
}
