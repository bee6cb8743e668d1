import { CircleAlert, X } from 'lucide-preact';

/** What did not work, and why. */
export function Trouble({ why, onClose }: { why: string; onClose?: () => void }) {
  return (
    <p class="trouble" role="alert">
      <CircleAlert size={20} aria-hidden="true" />
      <span>{why}</span>
      {onClose !== undefined && (
        <button type="button" class="icon-button" aria-label="Close" onClick={onClose}>
          <X size={20} aria-hidden="true" />
        </button>
      )}
    </p>
  );
}
