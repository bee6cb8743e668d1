import { type Signal, useSignal } from '@preact/signals';
import { ArrowLeft, CircleAlert, RotateCcw, TriangleAlert } from 'lucide-preact';
import { useEffect, useRef } from 'preact/hooks';
import type { Language } from '../../../src/frontdesk';
import { cleaned, problemsOf } from '../../../src/messages/check';
import { defaultTexts } from '../../../src/messages/defaults';
import { exampleOf, occasions } from '../../../src/messages/occasions';
import type { PartOfText } from '../../../src/messages/parts';
import { partsOf, type TextKey } from '../../../src/messages/texts';
import { now } from '../data/clock';
import {
  discardText,
  draftOf,
  editedText,
  isSavingText,
  isTextOutdated,
  keepMyText,
  openText,
  resetText,
  saveText,
  standingText,
  write,
} from '../data/texts';
import { inserted, type Shown, shownText, varyingParts } from '../lib/texts';
import { ageOf } from '../lib/times';
import { whoOf } from '../lib/words';

interface Props {
  text: TextKey;
  language: Language;
}

/** One text in one language: its words, what they cost, and how they arrive. */
export function TextEditor({ text: key, language }: Props) {
  const words = useRef<HTMLTextAreaElement>(null);
  const without = useSignal<ReadonlySet<string>>(new Set());
  useEffect(() => {
    words.current?.focus({ preventScroll: true });
    const isAlone = window.matchMedia('(max-width: 900px)').matches;
    words.current?.closest('.text-editor')?.scrollIntoView({ block: isAlone ? 'start' : 'nearest' });
  }, []);

  const { name, when } = occasions[key];
  const draft = draftOf(language, key);
  const edited = editedText(language, key);
  const value = draft?.text ?? standingText(language, key);
  const problems = problemsOf(key, cleaned(value));
  const canSave = draft !== undefined && problems.length === 0 && !isSavingText.value && !isTextOutdated(language, key);
  const close = () => {
    openText.value = undefined;
    requestAnimationFrame(() => document.querySelector<HTMLElement>(`[data-text="${key}"]`)?.focus());
  };
  return (
    <form
      class="text-editor"
      aria-label={`${name}, ${language}`}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (canSave) void saveText(language, key);
      }}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) event.currentTarget.requestSubmit();
        if (event.key === 'Escape' && draft === undefined) close();
      }}
    >
      <div class="text-editor-head">
        <button type="button" class="icon-button text-back" aria-label="Back to the list" onClick={close}>
          <ArrowLeft size={20} aria-hidden="true" />
        </button>
        <div>
          <h3>{name}</h3>
          <p class="hint">{when}</p>
        </div>
      </div>
      <label class="field">
        <span class="sr-only">The text</span>
        <textarea
          ref={words}
          lang={language}
          rows={Math.min(16, Math.max(4, value.split('\n').length + 2))}
          value={value}
          aria-invalid={problems.length > 0}
          aria-describedby="text-problems"
          onInput={(event) => write(language, key, event.currentTarget.value)}
        />
      </label>
      <Parts text={key} language={language} onInsert={(part, spec) => insert(words.current, part, spec)} />
      <div id="text-problems" role="alert">
        {[...problems, ...(draft?.trouble === undefined ? [] : [draft.trouble])].map((problem) => (
          <p class="text-problem" key={problem}>
            <CircleAlert size={20} aria-hidden="true" /> {problem}
          </p>
        ))}
      </div>
      <Outdated text={key} language={language} />
      <Preview text={key} language={language} template={cleaned(value)} without={without} />
      <div class="text-actions">
        <button type="submit" class="button primary" disabled={!canSave}>
          {isSavingText.value ? 'Saving…' : 'Save'}
        </button>
        <button type="button" class="button" disabled={draft === undefined} onClick={() => discardText(language, key)}>
          Cancel
        </button>
        {edited !== undefined && (
          <button
            type="button"
            class="button text-reset"
            disabled={isSavingText.value}
            onClick={() => void resetText(language, key)}
          >
            <RotateCcw size={20} aria-hidden="true" />
            Back to the default
          </button>
        )}
      </div>
      {edited !== undefined && (
        <details class="text-default">
          <summary>
            Edited by {whoOf(edited.by)}, {ageOf(now.value - edited.atMs)} ago
          </summary>
          <p class="hint">The default:</p>
          <p class="text-template" lang={language}>
            {defaultTexts[language][key]}
          </p>
        </details>
      )}
    </form>
  );
}

/** Puts a part where the cursor stands, so that the browser's own undo takes it back. */
function insert(field: HTMLTextAreaElement | null, part: string, spec: PartOfText): void {
  if (field === null) return;
  const { selectionStart, selectionEnd, value } = field;
  const words = inserted(part, spec, value.slice(selectionStart, selectionEnd));
  field.focus();
  if (!document.execCommand('insertText', false, words)) {
    field.setRangeText(words, selectionStart, selectionEnd, 'end');
    field.dispatchEvent(new Event('input', { bubbles: true }));
  }
}

function Parts({ text, language, onInsert }: Props & { onInsert: (part: string, spec: PartOfText) => void }) {
  const parts = Object.entries(partsOf(text));
  if (parts.length === 0) return <p class="hint">This text has no parts: it always says the same.</p>;
  return (
    <div class="text-parts">
      <span class="hint">Parts, to put in where the cursor stands:</span>
      {parts.map(([part, spec]) => (
        <button
          key={part}
          type="button"
          class="button part"
          title={hintOf(language, part, spec)}
          onClick={() => onInsert(part, spec)}
        >
          {part}
          {spec.needed && <i>needed</i>}
          {(spec.optional || spec.kind === 'flag') && <i>not always</i>}
        </button>
      ))}
    </div>
  );
}

const hintOf = (language: Language, part: string, spec: PartOfText): string =>
  spec.kind === 'flag' ? 'Words stand or fall with it' : `For example: ${exampleOf(language, part, spec)}`;

/** Somebody else saved the same text while this one was being written. */
function Outdated({ text, language }: Props) {
  if (!isTextOutdated(language, text)) return null;
  const edited = editedText(language, text);
  return (
    <div class="text-outdated" role="alert">
      <p>
        {edited === undefined
          ? 'Somebody has put this text back to the default'
          : `${whoOf(edited.by)} has changed this text`}{' '}
        while you were writing. It is now:
      </p>
      <p class="text-template" lang={language}>
        {standingText(language, text)}
      </p>
      <div class="text-actions">
        <button type="button" class="button" onClick={() => discardText(language, text)}>
          Take theirs
        </button>
        <button type="button" class="button" onClick={() => keepMyText(language, text)}>
          Go on with mine
        </button>
      </div>
    </div>
  );
}

function Preview({
  text,
  language,
  template,
  without,
}: Props & { template: string; without: Signal<ReadonlySet<string>> }) {
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
