import { useId } from 'preact/hooks';
import { phase } from '../../data/session';

const inLanguage = (language: string): string => {
  const name = new Intl.DisplayNames(language, { type: 'language' }).of(language) ?? language;
  return name.charAt(0).toLocaleUpperCase(language) + name.slice(1);
};

interface Props {
  value: string;
  problem: string | undefined;
  choose: (language: string) => void;
}

/** In which language they are texted. */
export function Language({ value, problem, choose }: Props) {
  const id = useId();
  const known = phase.value.kind === 'open' ? phase.value.session.settings.languages : [];
  const offered = value === '' || known.includes(value) ? known : [...known, value];
  return (
    <div class="field field-language">
      <label class="field-label" for={id}>
        Language
      </label>
      <select
        id={id}
        name="language"
        value={value}
        aria-invalid={problem !== undefined}
        aria-describedby={`${id}-problem`}
        onChange={(event) => choose(event.currentTarget.value)}
      >
        <option value="">Theirs</option>
        {offered.map((each) => (
          <option key={each} value={each}>
            {inLanguage(each)}
          </option>
        ))}
      </select>
      <span id={`${id}-problem`} class="field-problem">
        {problem}
      </span>
    </div>
  );
}
