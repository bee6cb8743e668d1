import { CircleAlert, CircleCheck, X } from 'lucide-preact';
import { notice } from './store/notices';

export function NoticeBar() {
  const shown = notice.value;
  const Icon = shown?.meaning === 'problem' ? CircleAlert : CircleCheck;
  return (
    <div class="notices" role={shown?.meaning === 'problem' ? 'alert' : 'status'}>
      {shown && (
        <div class={`notice is-${shown.meaning}`} key={shown.n}>
          <Icon size={16} aria-hidden="true" />
          <span>{shown.text}</span>
          {shown.action && (
            <button
              type="button"
              class="button"
              onClick={() => {
                shown.action?.run();
                notice.value = undefined;
              }}
            >
              {shown.action.name}
            </button>
          )}
          <button
            type="button"
            class="icon-button"
            aria-label="Dismiss"
            onClick={() => {
              notice.value = undefined;
            }}
          >
            <X size={16} aria-hidden="true" />
          </button>
        </div>
      )}
    </div>
  );
}
