import { useSignal } from '@preact/signals';
import { maskedNumber, spacedNumber } from '../lib/words';

/** A phone number, masked until it is tapped. */
export function PhoneNumber({ number }: { number: string }) {
  // Which one, since the place may come to show another
  const shown = useSignal<string | undefined>(undefined);
  const isShown = shown.value === number;
  return (
    <button
      type="button"
      class="number"
      aria-label={isShown ? `Hide ${number}` : `Show the number that ends in ${number.slice(-4)}`}
      onClick={(event) => {
        event.stopPropagation();
        shown.value = isShown ? undefined : number;
      }}
    >
      {isShown ? spacedNumber(number) : maskedNumber(number)}
    </button>
  );
}
