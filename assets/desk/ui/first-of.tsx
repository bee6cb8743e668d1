import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';

/**
 * The first ones of a long list, and the button that shows more of it while there are any.
 * @param step how many more a press shows; all of them when it is left out
 */
export function useFirstOf<T>(all: readonly T[], first: number, step = all.length): [readonly T[], JSX.Element | null] {
  const shown = useSignal(first);
  const rest = all.length - shown.value;
  const next = Math.min(rest, step);
  const showMore = (event: JSX.TargetedMouseEvent<HTMLButtonElement>) => {
    const section = event.currentTarget.closest('section');
    const at = section?.querySelectorAll('.card').length ?? 0;
    shown.value += next;
    requestAnimationFrame(() => focusCard(section?.querySelectorAll<HTMLElement>('.card')[at]));
  };
  const more = (
    <button type="button" class="button more" onClick={showMore}>
      Show {next} more{next < rest && ` of ${rest}`}
    </button>
  );
  return [all.slice(0, shown.value), rest > 0 ? more : null];
}

/** The button may be gone: whoever pressed it goes on with what it showed. */
const focusCard = (card: HTMLElement | undefined): void =>
  (card?.matches('[tabindex]') ? card : card?.querySelector('button'))?.focus();
