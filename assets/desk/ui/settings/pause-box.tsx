import { useSignal } from '@preact/signals';
import { CirclePause, CirclePlay } from 'lucide-preact';
import { longestWords } from '../../../../src/settings/pause-words';
import { isPausing, pause, setPaused } from '../../data/intake';

/** Pauses, with words for the people who are turned away; while it is paused, other words. */
export function PauseBox() {
  const paused = pause.value;
  const words = useSignal<string | undefined>(undefined);
  const written = words.value ?? paused?.words ?? '';
  const send = async (event: Event) => {
    event.preventDefault();
    const sent = words.value;
    const done = await setPaused(true, written.trim());
    if (done && words.value === sent) words.value = undefined;
  };
  return (
    <form class="hours-box pause-box" onSubmit={(event) => void send(event)}>
      <div class="field">
        <label class="field-label" for="pause-words">
          What people are told while it is paused <i>optional</i>
        </label>
        <input
          id="pause-words"
          maxLength={longestWords}
          placeholder="Please text us again later."
          value={written}
          onInput={({ currentTarget }) => {
            words.value = currentTarget.value;
          }}
        />
        <span class="hint">
          They hear: Sorry, we take nobody new at the moment. {written.trim() || 'Please text us again later.'}
        </span>
      </div>
      {paused === undefined ? (
        <button type="submit" class="button" disabled={isPausing.value}>
          <CirclePause size={20} aria-hidden="true" />
          Pause
        </button>
      ) : (
        <>
          <button type="submit" class="button" disabled={isPausing.value || written.trim() === (paused.words ?? '')}>
            Change the words
          </button>
          <button type="button" class="button primary" disabled={isPausing.value} onClick={() => void setPaused(false)}>
            <CirclePlay size={20} aria-hidden="true" />
            Resume
          </button>
        </>
      )}
    </form>
  );
}
