import { useSignal } from '@preact/signals';
import { CircleAlert, RotateCw, Unplug } from 'lucide-preact';
import type { ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';
import { lengthOf } from '../lib/times';
import { lostAtMs, retryNow } from './store/live';

/** An answer within this time needs no sign that it is awaited. */
const skeletonAfterMs = 200;

export function Skeleton() {
  const isShown = useSignal(false);
  useEffect(() => {
    const timer = setTimeout(() => {
      isShown.value = true;
    }, skeletonAfterMs);
    return () => clearTimeout(timer);
  }, [isShown]);
  if (!isShown.value) return null;
  return (
    <main class="skeleton" aria-busy="true" aria-label="Loading the phones">
      {[0, 1, 2].map((phone) => (
        <div class="skeleton-phone" key={phone}>
          <i class="bone bone-title" />
          <i class="bone bone-text" />
          <i class="bone bone-text bone-right" />
          <i class="bone bone-text" />
        </div>
      ))}
    </main>
  );
}

export function Failed({ why, retry }: { why: string; retry: () => void }) {
  return (
    <main class="failed">
      <CircleAlert size={24} aria-hidden="true" />
      <h1>The local Twilio does not answer</h1>
      <p>
        Asked at <code>{location.origin}</code>: {why}
      </p>
      <p>See whether it still runs in the terminal that started it, then try again.</p>
      <button type="button" class="button primary" onClick={retry}>
        <RotateCw size={16} aria-hidden="true" />
        Try again
      </button>
    </main>
  );
}

export function Empty({ title, children }: { title: string; children?: ComponentChildren }) {
  return (
    <div class="empty">
      <h3>{title}</h3>
      {children}
    </div>
  );
}

export function StaleBanner() {
  const age = useSignal(0);
  const lostAt = lostAtMs.value;
  useEffect(() => {
    if (lostAt === undefined) return;
    const count = () => {
      age.value = Date.now() - lostAt;
    };
    count();
    const timer = setInterval(count, 1000);
    return () => clearInterval(timer);
  }, [lostAt, age]);
  if (lostAt === undefined) return null;
  return (
    <div class="stale" role="status">
      <Unplug size={16} aria-hidden="true" />
      <span>
        The line to the local Twilio is lost. What you see is <b>{lengthOf(age.value)}</b> old; trying to reconnect.
      </span>
      <button type="button" class="button" onClick={retryNow}>
        Try now
      </button>
    </div>
  );
}
