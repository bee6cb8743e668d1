import { Plus } from 'lucide-preact';
import { useRef } from 'preact/hooks';
import { unreadIn } from '../lib/conversation';
import { maskNumber } from '../lib/phone-numbers';
import type { Phone } from './control';
import { PhoneCard } from './phone';
import { Empty } from './states';
import { dialog } from './store/choices';
import { phones } from './store/phones';
import { threadOf } from './store/threads';

/** The row of phones, and above it their names: with thirty of them the names are how one finds a phone. */
export function Phones() {
  const all = phones.value;
  const row = useRef<HTMLDivElement>(null);
  const show = (number: string) => {
    const card = row.current?.querySelector<HTMLElement>(`[data-number="${CSS.escape(number)}"]`);
    card?.scrollIntoView({ inline: 'start', block: 'nearest' });
    card?.querySelector<HTMLTextAreaElement>('textarea')?.focus({ preventScroll: true });
  };
  return (
    <main class="phones">
      <nav class="names" aria-label="Phones" onKeyDown={moveByArrows}>
        {all.map((phone) => (
          <NameButton key={phone.number} phone={phone} show={show} />
        ))}
        <AddButton />
      </nav>
      <div class="row" ref={row}>
        {all.length === 0 && (
          <Empty title="No phones yet">
            <p>
              Each phone here is a handset with a number of its own: it texts the service and shows what comes back.
            </p>
            <AddButton />
          </Empty>
        )}
        {all.map((phone) => (
          <PhoneCard key={phone.number} phone={phone} />
        ))}
      </div>
    </main>
  );
}

function NameButton({ phone, show }: { phone: Phone; show: (number: string) => void }) {
  const unread = unreadIn(threadOf(phone.number).value);
  return (
    <button type="button" class={`name ${unread > 0 ? 'is-new' : ''}`} onClick={() => show(phone.number)}>
      <b>{phone.name}</b>
      <span class="name-number">{maskNumber(phone.number).slice(5)}</span>
      {unread > 0 && (
        <span class="count is-new">
          {unread}
          <span class="unseen"> new</span>
        </span>
      )}
    </button>
  );
}

function AddButton() {
  return (
    <button
      type="button"
      class="name add"
      onClick={() => {
        dialog.value = 'add-phone';
      }}
    >
      <Plus size={16} aria-hidden="true" />
      <span>Add a phone</span>
    </button>
  );
}

/** Left and right go from one button of a group to the next. */
export function moveByArrows(event: KeyboardEvent): void {
  const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
  if (step === 0 || !(event.currentTarget instanceof HTMLElement)) return;
  const buttons = [...event.currentTarget.querySelectorAll<HTMLButtonElement>('button')];
  const focused = buttons.findIndex((button) => button.matches(':focus'));
  const next = buttons[focused + step];
  if (next === undefined) return;
  event.preventDefault();
  next.focus();
}
