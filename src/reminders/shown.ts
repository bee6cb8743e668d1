import type { E164 } from '../phone';
import type { Reminder, ReminderText } from './reminder';
import { stateOf } from './standing';
import { wallClock } from './times';

export { type ShownState, shownStates, stateOf } from './standing';

/** As the original has it: 12025550123. Numbers of other countries keep their plus sign. */
export const shownNumber = (number: E164): string => (/^\+1\d{10}$/.test(number) ? number.slice(1) : number);

const utc = (instantMs: number) => wallClock({ instantMs, timeZone: 'UTC' });

const hasLeft = ({ state }: ReminderText) => state === 'sent' || state === 'delivered';

/** The reminder as the API shows it: the original's ten fields, then ours. */
export function shown(reminder: Reminder) {
  const { texts, answer } = reminder;
  const first = texts.find(({ state }) => state !== 'skipped' && state !== 'canceled') ?? texts[0];
  return {
    reminder_id: reminder.id,
    contact_number: shownNumber(reminder.contact),
    appt_user_dt: wallClock({ instantMs: reminder.appointmentMs, timeZone: reminder.timeZone }),
    appt_sys_dt: utc(reminder.appointmentMs),
    notify_sys_dt: first === undefined ? null : utc(first.dueMs),
    will_attend: answer === undefined ? null : answer.answer === 'yes',
    location: reminder.location ?? null,
    participant: reminder.participant ?? null,
    reminder_sent: texts.some(hasLeft),
    confirm_sent: reminder.replied === true,
    state: stateOf(reminder),
    time_zone: reminder.timeZone,
    language: reminder.locale ?? null,
    notify_window: reminder.hoursBefore,
    quiet_hours: reminder.quietHours ?? null,
    answered_at: answer === undefined ? null : new Date(answer.atMs).toISOString(),
    wish: reminder.wish?.text ?? null,
    texts: texts.map(({ hoursBefore, dueMs, state, code, messageSid }) => ({
      notify_window: hoursBefore,
      notify_sys_dt: utc(dueMs),
      state: state === 'handing' ? 'waiting' : state,
      error_code: code ?? null,
      message_sid: messageSid ?? null,
    })),
  };
}
export type ShownReminder = ReturnType<typeof shown>;
