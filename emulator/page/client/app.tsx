import { useSignalEffect } from '@preact/signals';
import { MessagesSquare, Network } from 'lucide-preact';
import { useEffect } from 'preact/hooks';
import { Activity } from './activity';
import { AddPhoneDialog } from './add-phone';
import { PickTimeDialog } from './clock-bar';
import { FaultsDialog } from './faults-dialog';
import { Header } from './header';
import { NoticeBar } from './notice';
import { Phones } from './phones';
import { ResetDialog } from './reset-dialog';
import { Failed, Skeleton, StaleBanner } from './states';
import { dialog, isWide, side } from './store/choices';
import { load, loading } from './store/live';
import { unreadTotal } from './store/phones';

export function App() {
  useSignalEffect(() => {
    const unread = unreadTotal.value;
    document.title = `${unread > 0 ? `(${unread}) ` : ''}Phones · local Twilio`;
  });
  useEffect(() => {
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);

  const state = loading.value;
  if (state.kind === 'loading') return <Skeleton />;
  if (state.kind === 'failed') return <Failed why={state.why} retry={() => void load()} />;
  return (
    <>
      <Header />
      <StaleBanner />
      <div class={`columns ${isWide.value ? 'is-wide' : ''}`} data-side={side.value}>
        <Phones />
        <Activity />
      </div>
      <nav class="sides" aria-label="View">
        <SideButton to="phones" />
        <SideButton to="activity" />
      </nav>
      <NoticeBar />
      {dialog.value === 'faults' && <FaultsDialog />}
      {dialog.value === 'reset' && <ResetDialog />}
      {dialog.value === 'add-phone' && <AddPhoneDialog />}
      {dialog.value === 'pick-time' && <PickTimeDialog />}
    </>
  );
}

function SideButton({ to }: { to: 'phones' | 'activity' }) {
  const isPhones = to === 'phones';
  const Icon = isPhones ? MessagesSquare : Network;
  const unread = unreadTotal.value;
  return (
    <button
      type="button"
      aria-pressed={side.value === to}
      onClick={() => {
        side.value = to;
      }}
    >
      <Icon size={20} aria-hidden="true" />
      {isPhones ? 'Phones' : 'What happened'}
      {isPhones && unread > 0 && <span class="count is-new">{unread}</span>}
    </button>
  );
}

function onKey(event: KeyboardEvent): void {
  if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey) return;
  const target = event.target;
  if (target instanceof HTMLElement && target.matches('input, textarea, select')) return;
  const box = document.querySelector<HTMLInputElement>('#filter');
  if (box === null) return;
  event.preventDefault();
  side.value = 'activity';
  // Before the next key, which belongs into it; after Preact's own microtask, which on a narrow screen brings the box into sight
  queueMicrotask(() => box.focus());
}
