import { Bell, BellOff, BellRing, LogOut } from 'lucide-preact';
import { useEffect, useRef } from 'preact/hooks';
import type { Session } from '../../../src/desk/contract';
import { shownViews, signOut, type View, view } from '../data/desk';
import { inLine, pendingProviders } from '../data/dispatch';
import { line } from '../data/live';
import { board, newArrivals } from '../data/orders';
import { failures } from '../data/reminder-presses';
import { offers } from '../data/session';
import { isLocked, isMuted, setMuted, unlock } from '../data/sound';
import { whoOf } from '../lib/words';
import { Intake } from './intake';

const names: Readonly<Record<View, string>> = {
  pickup: 'Pickup',
  dispatch: 'Dispatch',
  reminders: 'Reminders',
  activity: 'Activity',
  settings: 'Settings',
};

const lineWords = { connecting: 'connecting', live: 'live', lost: 'no connection' } as const;

export function Header({ session }: { session: Session }) {
  const nav = useRef<HTMLElement>(null);
  // On a phone the views are wider than the screen
  useEffect(() => {
    nav.current?.querySelector('[aria-current]')?.scrollIntoView({ inline: 'nearest', block: 'nearest' });
  }, [view.value]);
  return (
    <header class="top">
      <h1>
        Frontdesk <span>{session.orgName}</span>
      </h1>
      <nav ref={nav} class="views" aria-label="Views">
        {shownViews.value.map((name) => (
          <a key={name} href={`#${name}`} aria-current={view.value === name ? 'page' : undefined}>
            {names[name]} <Count of={name} />
          </a>
        ))}
      </nav>
      <span class={`line is-${line.value.kind}`} role="status">
        <i aria-hidden="true" />
        {lineWords[line.value.kind]}
      </span>
      {offers('pickup') && <Sound />}
      {/* Behind it: the first press anywhere makes the sound's button smaller, and would miss what moves. */}
      <Intake />
      <span class="who">{whoOf(session.who)}</span>
      <button type="button" class="icon-button" aria-label="Sign out" title="Sign out" onClick={() => void signOut()}>
        <LogOut size={20} aria-hidden="true" />
      </button>
    </header>
  );
}

function Count({ of }: { of: View }) {
  if (of === 'pickup') {
    const { here, ready, preparing } = board.value;
    const count = here.length + ready.length + preparing.length;
    return count === 0 ? null : <b class={`count ${newArrivals.value > 0 ? 'is-new' : ''}`}>{count}</b>;
  }
  if (of === 'dispatch') {
    const asking = pendingProviders.value.length;
    const count = inLine.value.length + asking;
    return count === 0 ? null : <b class={`count ${asking > 0 ? 'is-new' : ''}`}>{count}</b>;
  }
  if (of === 'reminders') {
    const failed = failures.value.length;
    return failed === 0 ? null : <b class="count is-new">{failed}</b>;
  }
  return null;
}

function Sound() {
  if (isLocked.value && !isMuted.value) {
    return (
      <button type="button" class="button sound is-locked" aria-label="Turn on sound" onClick={() => void unlock()}>
        <BellRing size={20} aria-hidden="true" />
        <span>Turn on sound</span>
      </button>
    );
  }
  const Icon = isMuted.value ? BellOff : Bell;
  const words = isMuted.value ? 'Sound is off' : 'Sound is on';
  return (
    <button
      type="button"
      class="icon-button sound"
      aria-pressed={!isMuted.value}
      aria-label={words}
      title={words}
      onClick={() => setMuted(!isMuted.value)}
    >
      <Icon size={20} aria-hidden="true" />
    </button>
  );
}
