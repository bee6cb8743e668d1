import type { Signal } from '@preact/signals';
import { Plus } from 'lucide-preact';

/** Opens what makes a new one, as the key n does. */
export function NewButton({
  label,
  open,
  isExpanded,
}: {
  label: string;
  open: () => void;
  isExpanded?: Signal<boolean>;
}) {
  return (
    <button type="button" class="button primary" aria-expanded={isExpanded?.value} onClick={open}>
      <Plus size={20} aria-hidden="true" />
      {label} <kbd>n</kbd>
    </button>
  );
}
