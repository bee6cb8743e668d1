import { CalendarClock, Check, CheckCheck, CircleAlert, CircleSlash, ThumbsDown, ThumbsUp } from 'lucide-preact';
import { now } from '../data/clock';
import { reminders } from '../data/tables';
import { type ReminderState, reminderStateOf, reminderWords, upcomingOf } from '../lib/reminders';
import { clockTime, dayOf } from '../lib/times';
import { errorOf } from '../lib/words';
import { PhoneNumber } from './number';
import { Empty, List } from './states';

const icons: Readonly<Record<ReminderState, typeof Check>> = {
  failed: CircleAlert,
  yes: ThumbsUp,
  no: ThumbsDown,
  delivered: CheckCheck,
  sent: Check,
  planned: CalendarClock,
  stopped: CircleSlash,
};

/** Appointments and how each stands. They are made over the API; here they are read. */
export function RemindersView() {
  const all = upcomingOf(reminders.items.value, now.value);
  const today = dayOf(now.value);
  return (
    <section class="activity" aria-label="Reminders">
      <List
        loading={reminders.loading.value}
        what="the reminders"
        isEmpty={all.length === 0}
        empty={
          <Empty title="No appointments ahead">
            <p>What is made over the API (reminder/create) shows here, with its texts and answers.</p>
          </Empty>
        }
      >
        <ol class="rows">
          {all.map(({ key, data }) => {
            const state = reminderStateOf(data);
            const Icon = icons[state];
            const day = dayOf(data.appointmentMs);
            const code = data.texts.findLast?.((text) => text.state === 'failed')?.code;
            return (
              <li key={key} class="row row-reminder">
                <time dateTime={new Date(data.appointmentMs).toISOString()}>
                  {day === today ? '' : `${day}, `}
                  <b>{clockTime(data.appointmentMs)}</b>
                </time>
                <PhoneNumber number={data.contact} />
                <span>{[data.participant, data.location].filter(Boolean).join(' · ')}</span>
                <span class={`chip reminder-${state}`}>
                  <Icon size={16} aria-hidden="true" /> {reminderWords[state]}
                  {state === 'failed' && `: ${errorOf(code)}`}
                </span>
              </li>
            );
          })}
        </ol>
      </List>
    </section>
  );
}
