import { useSignal } from '@preact/signals';
import { maskedNumber, spacedNumber } from '../lib/words';

/** A phone number, masked until it is tapped. */
export function PhoneNumber({ number }: { number: string }) {
  const isShown = useSignal(false);
  return (
    <button
      type="button"
      class="number"
      aria-label={isShown.value ? `Hide ${number}` : `Show the number that ends in ${number.slice(-4)}`}
      onClick={(event) => {
        event.stopPropagation();
        isShown.value = !isShown.value;
      }}
    >
      {isShown.value ? spacedNumber(number) : maskedNumber(number)}
    </button>
  );
}
