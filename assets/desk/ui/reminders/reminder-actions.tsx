import { Pencil, Phone, RotateCw } from 'lucide-preact';
import { resendOf } from '../../../../src/reminders/moves';
import { now } from '../../data/clock';
import { cancelReminder, resendReminder } from '../../data/reminder-presses';
import type { Appointment } from '../../lib/reminders';
import { AskTwice } from '../ask-twice';

/** The ways out: sent once more, another number, a call, or off. */
export function ReminderActions({ item, change }: { item: Appointment; change: () => void }) {
  const { key, data } = item;
  const isAhead = data.appointmentMs > now.value;
  const resend = resendOf(data, now.value);
  return (
    <div class="drawer-actions">
      {isAhead && (
        <>
          <button
            type="button"
            class="button"
            disabled={resend.kind === 'not-now'}
            title={resend.kind === 'not-now' ? resend.why : undefined}
            onClick={() => void resendReminder(key)}
          >
            <RotateCw size={20} aria-hidden="true" />
            Send again
          </button>
          <button type="button" class="button" onClick={change}>
            <Pencil size={20} aria-hidden="true" />
            Change
          </button>
        </>
      )}
      <a
        class="button"
        href={`tel:${data.contact}`}
        aria-label={`Call the number that ends in ${data.contact.slice(-4)}`}
      >
        <Phone size={20} aria-hidden="true" />
        Call
      </a>
      {isAhead && <AskTwice key={key} words="Cancel" question="Cancel it?" act={() => void cancelReminder(key)} />}
    </div>
  );
}
