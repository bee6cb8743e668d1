import type { Signal } from '@preact/signals';
import { Search, X } from 'lucide-preact';

/** The view's search; `/` comes here, the arrow down goes to what was found. */
export function SearchBox({ text, label }: { text: Signal<string>; label: string }) {
  return (
    <div class="search">
      <Search size={20} aria-hidden="true" />
      <input
        id="search"
        type="search"
        autocomplete="off"
        spellcheck={false}
        placeholder={label}
        aria-label={label}
        value={text.value}
        onInput={(event) => {
          text.value = event.currentTarget.value;
        }}
        onKeyDown={(event) => {
          if (event.key === 'Escape') {
            text.value = '';
            event.currentTarget.blur();
            event.stopPropagation();
          }
          if (event.key === 'ArrowDown' || event.key === 'Enter') {
            event.preventDefault();
            document.querySelector<HTMLElement>('.card[tabindex]')?.focus();
            event.stopPropagation();
          }
        }}
      />
      {text.value === '' ? (
        <kbd>/</kbd>
      ) : (
        <button
          type="button"
          class="icon-button"
          aria-label="Clear the search"
          onClick={() => {
            text.value = '';
          }}
        >
          <X size={20} aria-hidden="true" />
        </button>
      )}
    </div>
  );
}
