import type { Signal } from '@preact/signals';
import { TriangleAlert } from 'lucide-preact';
import type { Language } from '../../../../src/frontdesk';
import type { TextKey } from '../../../../src/messages/texts';
import { type Shown, shownText, varyingParts } from '../../lib/texts';

/** A text as it arrives on a phone, with and without what is not always there, and what it costs. */
export function Preview({
  text,
  language,
  template,
  without,
}: {
  text: TextKey;
  language: Language;
  template: string;
  without: Signal<ReadonlySet<string>>;
}) {
  const varying = varyingParts(text);
  const shown = shownText(language, text, template, without.value);
  return (
    <section class="text-preview" aria-label="As it arrives on a phone">
      {varying.length > 0 && (
        <fieldset class="text-varying">
          <legend class="hint">As it arrives on a phone, with</legend>
          {varying.map((part) => (
            <label key={part}>
              <input
                type="checkbox"
                checked={!without.value.has(part)}
                onChange={(event) => {
                  const next = new Set(without.value);
                  if (event.currentTarget.checked) next.delete(part);
                  else next.add(part);
                  without.value = next;
                }}
              />
              {part}
            </label>
          ))}
        </fieldset>
      )}
      {shown === undefined ? (
        <p class="hint">It shows here as soon as nothing is wrong with it.</p>
      ) : (
        <>
          <div class="text is-in" lang={language}>
            <p>{shown.body}</p>
          </div>
          <Cost shown={shown} />
        </>
      )}
    </section>
  );
}

function Cost({ shown: { segments, encoding, used, room, warnings } }: { shown: Shown }) {
  return (
    <div role="status">
      <p class="text-cost">
        <b>
          {segments} {segments === 1 ? 'segment' : 'segments'}
        </b>{' '}
        {encoding} · {used} of {room}
      </p>
      {warnings.map((warning) => (
        <p class="text-warning" key={warning}>
          <TriangleAlert size={20} aria-hidden="true" /> {warning}
        </p>
      ))}
    </div>
  );
}
