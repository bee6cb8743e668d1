import { useId } from 'preact/hooks';
import { hoursWords } from '../../lib/reminders';

const usual = [168, 48, 24, 4, 2] as const;

interface Props {
  hours: readonly number[];
  problem: string | undefined;
  choose: (hours: readonly number[]) => void;
}

/** How long before it they are texted: one or several. */
export function HoursBefore({ hours, problem, choose }: Props) {
  const id = useId();
  const offered = [...new Set([...usual, ...hours])].sort((one, other) => other - one);
  return (
    <fieldset class="field windows" aria-describedby={id}>
      <legend class="field-label">Text before it</legend>
      <div class="windows-choice">
        {offered.map((each) => (
          <label key={each} class="window-choice">
            <input
              type="checkbox"
              aria-label={`${hoursWords(each)} before`}
              checked={hours.includes(each)}
              aria-invalid={problem !== undefined}
              onChange={(event) =>
                choose(event.currentTarget.checked ? [...hours, each] : hours.filter((hour) => hour !== each))
              }
            />
            <span>{hoursWords(each).replace(/ days?$/, ' d')}</span>
          </label>
        ))}
      </div>
      <span id={id} class="field-problem">
        {problem}
      </span>
    </fieldset>
  );
}
