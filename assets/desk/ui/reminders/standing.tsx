import {
  CalendarClock,
  Check,
  CheckCheck,
  CircleAlert,
  CircleSlash,
  Hourglass,
  ThumbsDown,
  ThumbsUp,
} from 'lucide-preact';
import type { Reminder } from '../../../../src/reminders/reminder';
import type { ShownState } from '../../../../src/reminders/standing';
import { standingOf } from '../../lib/reminders';

const icons: Readonly<Record<ShownState, typeof Check>> = {
  waiting: Hourglass,
  scheduled: CalendarClock,
  sent: Check,
  delivered: CheckCheck,
  confirmed: ThumbsUp,
  declined: ThumbsDown,
  failed: CircleAlert,
  canceled: CircleSlash,
};

/** How an appointment stands: a shape and a word. */
export function Standing({ reminder }: { reminder: Reminder }) {
  const { state, words } = standingOf(reminder);
  const Icon = icons[state];
  return (
    <span class={`chip reminder-${state}`}>
      <Icon size={16} aria-hidden="true" /> {words}
    </span>
  );
}
