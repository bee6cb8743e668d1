import { useSignal } from '@preact/signals';
import { ArrowLeft, CircleAlert, RotateCcw } from 'lucide-preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { Language } from '../../../../src/frontdesk';
import { cleaned, problemsOf } from '../../../../src/messages/check';
import { defaultTexts } from '../../../../src/messages/defaults';
import { occasions } from '../../../../src/messages/occasions';
import type { TextKey } from '../../../../src/messages/texts';
import { now } from '../../data/clock';
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
} from '../../data/texts';
import { ageOf } from '../../lib/times';
import { whoOf } from '../../lib/words';
import { insertPart, Parts } from './text-parts';
import { Preview } from './text-preview';

interface Props {
  text: TextKey;
  language: Language;
}

/** One text in one language: its words, what they cost, and how they arrive. */
export function TextEditor({ text: key, language }: Props) {
  const words = useRef<HTMLTextAreaElement>(null);
  const without = useSignal<ReadonlySet<string>>(new Set());
  useLayoutEffect(() => {
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
        <span class="unseen">The text</span>
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
      <Parts text={key} language={language} onInsert={(part, spec) => insertPart(words.current, part, spec)} />
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
