import { CirclePause, Moon } from 'lucide-preact';
import { isOpenAt } from '../../../src/settings/opening';
import { now } from '../data/clock';
import { isPausing, pause, savedHours, setPaused, takesPeople } from '../data/intake';
import { openingWords } from '../lib/hours';
import { minutesOf } from '../lib/times';
import { whoOf } from '../lib/words';

/** Nobody new is taken, and everybody at the desk must know why it is quiet. */
export function PauseBanner() {
  const paused = pause.value;
  if (paused === undefined) return null;
  return (
    <div class="intake-banner" role="status">
      <CirclePause size={20} aria-hidden="true" />
      <span>
        <b>Paused: nobody new is taken.</b> By {whoOf(paused.by)}, {sinceOf(now.value - paused.atMs)}.
        {paused.words !== undefined && <q>{paused.words}</q>}
      </span>
      <button type="button" class="button" disabled={isPausing.value} onClick={() => void setPaused(false)}>
        {isPausing.value ? 'One moment…' : 'Resume'}
      </button>
    </div>
  );
}

const sinceOf = (ms: number): string => {
  const words = minutesOf(Math.max(0, ms));
  return words === 'just now' ? words : `${words} ago`;
};

/** In the header: that it is closed now, or the button that pauses. */
export function Intake() {
  if (!takesPeople.value) return null;
  const hours = savedHours.value;
  if (hours !== undefined && !isOpenAt(hours, now.value)) {
    const words = openingWords(hours, now.value);
    return (
      <a class="closed-mark" href="#settings" title={words}>
        <Moon size={16} aria-hidden="true" /> Closed
      </a>
    );
  }
  if (pause.value !== undefined) return null;
  return (
    <button
      type="button"
      class="icon-button"
      aria-label="Pause: take nobody new"
      title="Pause: take nobody new"
      disabled={isPausing.value}
      onClick={() => void setPaused(true)}
    >
      <CirclePause size={20} aria-hidden="true" />
    </button>
  );
}
