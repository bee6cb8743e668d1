import { Plus, Trash2 } from 'lucide-preact';
import type { Failure } from '../../../../src/desk/contract';
import type { Holiday, Hours } from '../../../../src/settings/opening';
import { edit } from '../../data/intake';
import { problemAt, withHoliday } from '../../lib/hours';
import { Intervals } from './hours-week';

export function Holidays({ hours, problems }: { hours: Hours; problems: Failure['errors'] }) {
  const all = problems.some(({ field }) => field === 'hours.holidays') ? problemAt(problems, 'holidays') : undefined;
  return (
    <div class="holidays">
      <h3>Holidays</h3>
      {hours.holidays.length === 0 && <p class="hint">None. A holiday is closed, or has hours of its own.</p>}
      <ul class="week" aria-label="Holidays">
        {hours.holidays.map((holiday, index) => {
          const change = (how: (now: Holiday) => Holiday | undefined) => edit((now) => withHoliday(now, index, how));
          const named = holiday.name || holiday.date || 'the holiday';
          const problem = problemAt(problems, `holidays.${index}`);
          return (
            // By its place: its date is what is being written
            <li key={index} class="week-day">
              <input
                type="date"
                class="holiday-date"
                aria-label="Date"
                value={holiday.date}
                aria-invalid={problem !== undefined}
                onChange={({ currentTarget }) => change((now) => ({ ...now, date: currentTarget.value }))}
              />
              <input
                class="holiday-name"
                aria-label="Name of the holiday"
                placeholder="Name, for you"
                maxLength={60}
                value={holiday.name ?? ''}
                onChange={({ currentTarget }) => change((now) => ({ ...now, name: currentTarget.value }))}
              />
              <Intervals
                of={named}
                intervals={holiday.hours ?? []}
                onChange={(how) =>
                  change((now) => {
                    const intervals = how(now.hours ?? []);
                    return { ...now, hours: intervals.length === 0 ? undefined : intervals };
                  })
                }
              />
              <button
                type="button"
                class="icon-button"
                aria-label={`Remove ${named}`}
                title="Remove the holiday"
                onClick={() => change(() => undefined)}
              >
                <Trash2 size={20} aria-hidden="true" />
              </button>
              {problem !== undefined && <span class="field-problem">{problem}</span>}
            </li>
          );
        })}
      </ul>
      {all !== undefined && <p class="field-problem">{all}</p>}
      <button
        type="button"
        class="button"
        onClick={() => edit((now) => ({ ...now, holidays: [...now.holidays, { date: '' }] }))}
      >
        <Plus size={20} aria-hidden="true" />
        Add a holiday
      </button>
    </div>
  );
}
