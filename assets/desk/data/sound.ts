import { effect, signal } from '@preact/signals';
import { newArrivals } from './orders';

// A browser plays nothing before somebody has tapped the page once: then the desk asks for that tap.

const mutedKey = 'frontdesk.muted';
const repeatMs = 20_000;

const remembered = (): boolean => {
  try {
    return localStorage.getItem(mutedKey) === 'yes';
  } catch {
    return false;
  }
};

export const isMuted = signal(remembered());
export const isLocked = signal(true);

let audio: AudioContext | undefined;

export function setMuted(muted: boolean): void {
  isMuted.value = muted;
  try {
    localStorage.setItem(mutedKey, muted ? 'yes' : 'no');
  } catch {
    // A browser that keeps nothing: it holds until the page is closed
  }
}

/** A tablet that was locked, or took a call, has its sound taken away: then the desk asks for a tap again. */
function soundOfThisPage(): AudioContext {
  const made = new AudioContext();
  made.addEventListener('statechange', () => {
    isLocked.value = made.state !== 'running';
  });
  return made;
}

export async function unlock(): Promise<void> {
  audio ??= soundOfThisPage();
  await audio.resume().catch(() => {});
  isLocked.value = audio.state !== 'running';
}

/** Two soft tones, a fourth apart. */
function ring(): void {
  if (isMuted.value || audio === undefined || audio.state !== 'running') return;
  const notes = [
    { hertz: 659.3, after: 0 },
    { hertz: 880, after: 0.18 },
  ];
  for (const { hertz, after } of notes) {
    const tone = audio.createOscillator();
    const volume = audio.createGain();
    const at = audio.currentTime + after;
    tone.frequency.value = hertz;
    volume.gain.setValueAtTime(0, at);
    volume.gain.linearRampToValueAtTime(0.35, at + 0.02);
    volume.gain.exponentialRampToValueAtTime(0.001, at + 0.9);
    tone.connect(volume).connect(audio.destination);
    tone.start(at);
    tone.stop(at + 1);
  }
  rings.value += 1;
}

/** How often it rang; for tests and for who wonders. */
export const rings = signal(0);

export function startSound(): void {
  for (const event of ['pointerdown', 'keydown'] as const) {
    document.addEventListener(event, () => void (isLocked.value && unlock()), { capture: true });
  }
  let timer: ReturnType<typeof setInterval> | undefined;
  let before = 0;
  effect(() => {
    const count = newArrivals.value;
    if (count > before) ring();
    before = count;
    clearInterval(timer);
    if (count > 0) timer = setInterval(ring, repeatMs);
  });
}
