import { Copy, Plus, X } from 'lucide-preact';
import type { Failure } from '../../../../src/desk/contract';
import { type Hours, type Interval, weekdays } from '../../../../src/settings/opening';
import { type Edit, edit } from '../../data/intake';
import { dayName, endTime, fieldTime, problemAt, withDay, withInterval, withWorkdaysAs } from '../../lib/hours';

interface WeekProps {
  hours: Hours;
  problems: Failure['errors'];
}

export function Week({ hours, problems }: WeekProps) {
  return (
    <ul class="week" aria-label="Week">
      {weekdays.map((day) => {
        const name = dayName(day);
        const intervals = hours.week[day];
        const problem = problemAt(problems, `week.${day}`);
        return (
          <li key={day} class="week-day">
            <span class="week-name">{name}</span>
            <Intervals
              of={name}
              intervals={intervals}
              onChange={(change) => edit((now) => withDay(now, day, change(now.week[day])))}
            />
            {day === 'mon' && (
              <button
                type="button"
                class="icon-button"
                aria-label={`Copy ${name} to all workdays`}
                title={`Copy ${name} to all workdays`}
                onClick={() => edit((now) => withWorkdaysAs(now, day))}
              >
                <Copy size={20} aria-hidden="true" />
              </button>
            )}
            {problem !== undefined && <span class="field-problem">{problem}</span>}
          </li>
        );
      })}
    </ul>
  );
}

/** Times from and until, none for a closed day. */
export function Intervals({
  of,
  intervals,
  onChange,
}: {
  of: string;
  intervals: readonly Interval[];
  onChange: Edit<readonly Interval[]>;
}) {
  const replace = (index: number, change: (now: Interval) => Interval | undefined) =>
    onChange((now) =>
      now.flatMap((each, n) => {
        const changed = n === index ? change(each) : each;
        return changed === undefined ? [] : [changed];
      }),
    );
  return (
    <span class="intervals">
      {intervals.length === 0 && <span class="week-closed">Closed</span>}
      {intervals.map(([from, until], index) => (
        // By its place: two may be the same, and each keeps its field
        <span class="interval" key={index}>
          <input
            type="time"
            value={from}
            aria-label={`${of} from`}
            onChange={({ currentTarget }) => replace(index, ([, end]) => [currentTarget.value, end])}
          />
          <span aria-hidden="true">–</span>
          <input
            type="time"
            value={fieldTime(until)}
            aria-label={`${of} until`}
            onChange={({ currentTarget }) => replace(index, ([begin]) => [begin, endTime(currentTarget.value)])}
          />
          {until <= from && <span class="hint">next day</span>}
          <button
            type="button"
            class="icon-button"
            aria-label={`Remove ${from} to ${until}, ${of}`}
            title="Remove"
            onClick={() => replace(index, () => undefined)}
          >
            <X size={20} aria-hidden="true" />
          </button>
        </span>
      ))}
      <button
        type="button"
        class="icon-button"
        aria-label={`Add hours, ${of}`}
        title="Add hours"
        onClick={() => onChange(withInterval)}
      >
        <Plus size={20} aria-hidden="true" />
      </button>
    </span>
  );
}
