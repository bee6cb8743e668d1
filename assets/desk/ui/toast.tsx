import { CircleAlert, Undo2, X } from 'lucide-preact';
import { hideToast, toast, undoLast } from '../data/toast';

export function ToastBar() {
  const shown = toast.value;
  return (
    <div class="toast-place" role="status">
      {shown && (
        <div class={`toast ${shown.isProblem ? 'is-problem' : ''}`}>
          {shown.isProblem && <CircleAlert size={20} aria-hidden="true" />}
          <span>{shown.words}</span>
          {shown.undo && (
            <button type="button" class="button" onClick={undoLast}>
              <Undo2 size={20} aria-hidden="true" />
              Undo <kbd>u</kbd>
            </button>
          )}
          <button type="button" class="icon-button" aria-label="Close" onClick={hideToast}>
            <X size={20} aria-hidden="true" />
          </button>
        </div>
      )}
    </div>
  );
}
