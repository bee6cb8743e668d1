import { Copy, Trash2 } from 'lucide-preact';
import { errorWordsOf, handsetErrors } from '../lib/delivery-words';
import type { Phone } from './control';
import { tell } from './store/notices';
import { handsets, isReachable, removePhone, setHandset } from './store/phones';

export function HandsetPanel({ phone }: { phone: Phone }) {
  const { number, name } = phone;
  const reachable = isReachable(number);
  const errorCode = handsets.value.get(number)?.errorCode ?? handsetErrors[0];
  return (
    <div class="handset">
      <label class="switch">
        <input
          type="checkbox"
          role="switch"
          checked={!reachable}
          aria-checked={!reachable}
          onChange={(event) => {
            const isOff = event.currentTarget.checked;
            void setHandset(isOff ? { number, reachable: false, errorCode } : { number, reachable: true });
          }}
        />
        <i class="switch-track" aria-hidden="true" />
        Handset unreachable
      </label>
      {!reachable && (
        <label class="field">
          <span>Texts to it fail with</span>
          <select
            value={errorCode}
            onChange={(event) => {
              void setHandset({ number, reachable: false, errorCode: Number(event.currentTarget.value) });
            }}
          >
            {handsetErrors.map((code) => (
              <option key={code} value={code}>
                {errorWordsOf(code)}
              </option>
            ))}
          </select>
        </label>
      )}
      <div class="handset-actions">
        <button type="button" class="button quiet" onClick={() => void copy(number)}>
          <Copy size={16} aria-hidden="true" />
          Copy number
        </button>
        <button
          type="button"
          class="button quiet"
          aria-label={`Remove ${name}`}
          onClick={() => void removePhone(phone)}
        >
          <Trash2 size={16} aria-hidden="true" />
          Remove
        </button>
      </div>
    </div>
  );
}

async function copy(number: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(number);
    tell(`${number} is copied.`, 'done');
  } catch {
    tell(`The browser does not let the page copy. The number is ${number}.`, 'problem');
  }
}
