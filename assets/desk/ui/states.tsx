import { useSignal } from '@preact/signals';
import { CircleAlert, RotateCw, Unplug } from 'lucide-preact';
import type { ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';
import { now } from '../data/clock';
import { line, open } from '../data/live';
import type { Loading } from '../data/table';
import { ageOf } from '../lib/times';

/** An answer within this time needs no sign that it is awaited. */
const skeletonAfterMs = 200;

export function Skeleton({ rows = 3, label }: { rows?: number; label: string }) {
  const isShown = useSignal(false);
  useEffect(() => {
    const timer = setTimeout(() => {
      isShown.value = true;
    }, skeletonAfterMs);
    return () => clearTimeout(timer);
  }, [isShown]);
  return (
    <div class="skeleton" role="status" aria-busy="true" aria-label={label}>
      {isShown.value && Array.from({ length: rows }, (_, row) => <i class="bone" key={row} />)}
    </div>
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

export function Failed({ title, why, retry }: { title: string; why: string; retry: () => void }) {
  return (
    <div class="failed" role="alert">
      <CircleAlert size={24} aria-hidden="true" />
      <h3>{title}</h3>
      <p>{why}</p>
      <button type="button" class="button" onClick={retry}>
        <RotateCw size={20} aria-hidden="true" />
        Try again
      </button>
    </div>
  );
}

/** What stands in a list's place while it is not there; its rows, once they are. */
export function List({
  loading,
  what,
  isEmpty,
  empty,
  children,
}: {
  loading: Loading;
  what: string;
  isEmpty: boolean;
  empty: ComponentChildren;
  children: ComponentChildren;
}) {
  if (loading.kind === 'loading' && isEmpty) return <Skeleton label={`Loading ${what}`} />;
  if (loading.kind === 'failed' && isEmpty) {
    return <Failed title={`Cannot read ${what}`} why={loading.why} retry={() => void open()} />;
  }
  return <>{isEmpty ? empty : children}</>;
}

/** A break shorter than this is nobody's business. */
const graceMs = 2000;

export function StaleBanner() {
  const state = line.value;
  if (state.kind !== 'lost') return null;
  // Read so that the age is counted up
  now.value;
  const ageMs = Date.now() - state.sinceMs;
  if (ageMs < graceMs) return null;
  return (
    <div class="stale" role="status">
      <Unplug size={20} aria-hidden="true" />
      <span>
        No connection. What you see is <b>{ageOf(ageMs)}</b> old; it comes back by itself.
      </span>
      <button type="button" class="button" onClick={() => void open()}>
        Try now
      </button>
    </div>
  );
}
