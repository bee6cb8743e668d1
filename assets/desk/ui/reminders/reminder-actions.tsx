import { useSignal } from '@preact/signals';
import { Ban, Pencil, Phone, RotateCw } from 'lucide-preact';
import { resendOf } from '../../../../src/reminders/moves';
import { now } from '../../data/clock';
import { cancelReminder, resendReminder } from '../../data/reminders';
import type { Appointment } from '../../lib/reminders';

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
      {isAhead && <CancelReminder key={key} of={key} />}
    </div>
  );
}

/** Two presses, and it can be undone for some minutes. */
function CancelReminder({ of: key }: { of: string }) {
  const isAsked = useSignal(false);
  return (
    <button
      type="button"
      class={`button danger ${isAsked.value ? 'is-asked' : ''}`}
      onClick={() => {
        if (isAsked.value) void cancelReminder(key);
        isAsked.value = !isAsked.value;
      }}
      onBlur={() => {
        isAsked.value = false;
      }}
    >
      <Ban size={20} aria-hidden="true" />
      {isAsked.value ? 'Cancel it?' : 'Cancel'}
    </button>
  );
}
