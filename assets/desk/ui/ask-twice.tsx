import { useSignal } from '@preact/signals';
import { Ban } from 'lucide-preact';

/** Calls something off. With a question the first press asks, and the second one does it. */
export function AskTwice({ words, question, act }: { words: string; question?: string; act: () => void }) {
  const isAsked = useSignal(false);
  return (
    <button
      type="button"
      class={`button danger ${isAsked.value ? 'is-asked' : ''}`}
      onClick={() => {
        if (isAsked.value || question === undefined) act();
        isAsked.value = !isAsked.value && question !== undefined;
      }}
      onBlur={() => {
        isAsked.value = false;
      }}
    >
      <Ban size={20} aria-hidden="true" />
      {isAsked.value ? question : words}
    </button>
  );
}
