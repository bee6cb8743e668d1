import { closeDialog, Dialog } from './dialog';
import { resetAll } from './store/live';

export function ResetDialog() {
  return (
    <Dialog title="Reset everything?">
      <p>
        All conversations, everything the service has stored, scheduled texts, faults and the log go back to what they
        were right after the deploy. This cannot be undone.
      </p>
      <div class="dialog-actions">
        <button type="button" class="button" onClick={closeDialog}>
          Keep it
        </button>
        <button
          type="button"
          class="button danger"
          onClick={() => {
            closeDialog();
            void resetAll();
          }}
        >
          Reset everything
        </button>
      </div>
    </Dialog>
  );
}
