import { ChevronLeft, ChevronRight } from 'lucide-preact';
import { chooseDay, day, today } from '../../data/reminder-days';
import { addDays, isDay } from '../../lib/days';

/** Which days are shown. */
export function DaysShown() {
  const isToday = day.value === today.value;
  return (
    <fieldset class="days" aria-label="Days">
      <button
        type="button"
        class="icon-button"
        aria-label="A week earlier"
        onClick={() => chooseDay(addDays(day.value, -7))}
      >
        <ChevronLeft size={20} aria-hidden="true" />
      </button>
      <button type="button" class="button" aria-pressed={isToday} onClick={() => chooseDay(today.value)}>
        Today
      </button>
      <input
        type="date"
        aria-label="First day shown"
        value={day.value}
        onInput={(event) => {
          if (isDay(event.currentTarget.value)) chooseDay(event.currentTarget.value);
        }}
      />
      <button
        type="button"
        class="icon-button"
        aria-label="A week later"
        onClick={() => chooseDay(addDays(day.value, 7))}
      >
        <ChevronRight size={20} aria-hidden="true" />
      </button>
    </fieldset>
  );
}
