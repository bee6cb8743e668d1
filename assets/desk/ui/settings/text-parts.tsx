import type { Language } from '../../../../src/frontdesk';
import { exampleOf } from '../../../../src/messages/occasions';
import type { PartOfText } from '../../../../src/messages/parts';
import { partsOf, type TextKey } from '../../../../src/messages/texts';
import { inserted } from '../../lib/texts';

/** Puts a part where the cursor stands, so that the browser's own undo takes it back. */
export function insertPart(field: HTMLTextAreaElement | null, part: string, spec: PartOfText): void {
  if (field === null) return;
  const { selectionStart, selectionEnd, value } = field;
  const words = inserted(part, spec, value.slice(selectionStart, selectionEnd));
  field.focus();
  if (!document.execCommand('insertText', false, words)) {
    field.setRangeText(words, selectionStart, selectionEnd, 'end');
    field.dispatchEvent(new Event('input', { bubbles: true }));
  }
}

/** What a text can have in it, as buttons that put it there. */
export function Parts({
  text,
  language,
  onInsert,
}: {
  text: TextKey;
  language: Language;
  onInsert: (part: string, spec: PartOfText) => void;
}) {
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
