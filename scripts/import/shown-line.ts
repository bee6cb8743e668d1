import { masked } from '../../src/phone';
import { dayAndTime } from '../../src/reminders/day-and-time';
import { scheduling } from '../../src/reminders/plan';
import type { Reminder, ReminderText } from '../../src/reminders/reminder';
import { wallClock } from '../../src/reminders/times';
import { reminderBody, type Wording } from '../../src/reminders/wording';
import type { Checked } from './check';
import { errorText } from './refused-file';

/** What would become of a line. */
export function shownLine(checked: Checked, nowMs: number, wording: Wording): string {
  const where = `line ${checked.line.line}`;
  if (checked.kind === 'refused') return `${where}  refused: ${errorText(checked.errors)}`;
  if (checked.kind === 'skipped') return `${where}  skipped: ${checked.why}`;
  const { reminder } = checked;
  const texts = reminder.texts.map((text) => shownText(text, reminder, nowMs)).join(', ');
  const appointment = `${shownTime(reminder.appointmentMs, reminder)} ${reminder.timeZone}`;
  return `${where}  ${masked(reminder.contact)}  ${appointment}  text ${texts}\n        "${reminderBody(wording, reminder, reminder.locale ?? wording.config.defaultLanguage).replaceAll('\n', ' ')}"`;
}

function shownText({ dueMs, state, hoursBefore }: ReminderText, reminder: Reminder, nowMs: number): string {
  if (state === 'skipped') return `none ${hoursBefore} h before (it is too late)`;
  return dueMs - nowMs < scheduling.leastLeadMs ? 'at once' : shownTime(dueMs, reminder);
}

/** On the wall clock of whoever reads it. */
const shownTime = (instantMs: number, { timeZone }: Reminder): string => {
  const weekday = dayAndTime(instantMs, timeZone, 'en').slice(0, 3);
  return `${weekday} ${wallClock({ instantMs, timeZone }).slice(0, 16)}`;
};
