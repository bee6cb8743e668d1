import { useSignal } from '@preact/signals';
import { CalendarClock, Maximize2, Minimize2, Pause, Play, SkipForward } from 'lucide-preact';
import { dayOf, fromLocalInput, minuteMs, secondOf, toLocalInput, whenOf } from '../lib/times';
import { closeDialog, Dialog } from './dialog';
import { dialog, isWide } from './store/choices';
import { isFrozen, isMoving, nowMs } from './store/clock';
import { nameOf } from './store/phones';
import { moveClock } from './store/refresh';
import { due, scheduled } from './store/told';

const steps = [
  { name: '+1 min', advance: 'PT1M' },
  { name: '+1 h', advance: 'PT1H' },
  { name: '+1 day', advance: 'P1D' },
] as const;

export function ClockBar() {
  const disabled = isMoving.value;
  return (
    <section class="clock" aria-label="Clock">
      <Face />
      <div class="clock-moves">
        {steps.map(({ name, advance }) => (
          <button
            type="button"
            class="button"
            key={name}
            disabled={disabled}
            onClick={() => void moveClock({ advance })}
          >
            {name}
          </button>
        ))}
        <ToNext />
      </div>
    </section>
  );
}

function Face() {
  const now = nowMs.value;
  const frozen = isFrozen.value;
  const Icon = frozen ? Play : Pause;
  return (
    <div class="clock-face">
      <p class="clock-time" aria-live="off">
        <span>
          {now === undefined ? '' : dayOf(now)}
          {isMoving.value && <em class="clock-note">moving</em>}
          {frozen && !isMoving.value && <em class="clock-note is-waiting">frozen</em>}
        </span>
        <time data-testid="clock" dateTime={now === undefined ? undefined : new Date(now).toISOString()}>
          {now === undefined ? '--:--:--' : secondOf(now)}
        </time>
      </p>
      <button
        type="button"
        class="icon-button"
        aria-label={frozen ? 'Let the clock run' : 'Freeze the clock'}
        title={frozen ? 'Let the clock run' : 'Freeze the clock'}
        onClick={() => void moveClock(frozen ? { run: true } : { freeze: true })}
      >
        <Icon size={20} aria-hidden="true" />
      </button>
      <button
        type="button"
        class="icon-button"
        aria-label="Pick a time"
        title="Pick a time"
        onClick={() => {
          dialog.value = 'pick-time';
        }}
      >
        <CalendarClock size={20} aria-hidden="true" />
      </button>
      <WideButton />
    </div>
  );
}

function WideButton() {
  const Icon = isWide.value ? Minimize2 : Maximize2;
  const name = isWide.value ? 'Show the phones again' : 'Use the whole width';
  return (
    <button
      type="button"
      class="icon-button wide-button"
      aria-label={name}
      title={name}
      aria-pressed={isWide.value}
      onClick={() => {
        isWide.value = !isWide.value;
      }}
    >
      <Icon size={20} aria-hidden="true" />
    </button>
  );
}

function ToNext() {
  const next = due.value[0];
  const atMs = next ? Date.parse(next.at) : undefined;
  if (next === undefined || atMs === undefined || Number.isNaN(atMs)) {
    return (
      <button type="button" class="button to-next" disabled>
        <SkipForward size={16} aria-hidden="true" />
        <span>
          <span class="to-next-lead">to next event</span>
          <span>nothing is due</span>
        </span>
      </button>
    );
  }
  const what = `${whenOf(atMs, nowMs.peek() ?? atMs)} ${dueWords(next.name)}`;
  return (
    <button
      type="button"
      class="button to-next"
      disabled={isMoving.value}
      title={`To the next event: ${what}`}
      onClick={() => void moveClock({ to: new Date(atMs).toISOString() })}
    >
      <SkipForward size={16} aria-hidden="true" />
      <span>
        <span class="to-next-lead">to next event</span>
        <span>{what}</span>
      </span>
    </button>
  );
}

/** Alarms are named for the emulator's own use: 'message SM…' is a text on its way or scheduled, 'Studio ask waits' a widget's time-out. */
function dueWords(name: string): string {
  const widget = /^Studio (\S+) waits$/.exec(name)?.[1];
  if (widget !== undefined) return `${widget} times out`;
  const sid = /^message (\S+)$/.exec(name)?.[1];
  if (sid === undefined) return name;
  const waiting = scheduled.value.find((text) => text.sid === sid);
  return waiting ? `text to ${nameOf(waiting.to)}` : 'delivery of a text';
}

export function PickTimeDialog() {
  const now = nowMs.peek() ?? Date.now();
  // The next whole minute: a moment that is over when the dialog is read would set the clock back
  const value = useSignal(toLocalInput(Math.ceil(now / minuteMs) * minuteMs));
  const picked = fromLocalInput(value.value);
  const goesBack = picked !== undefined && picked < now;
  return (
    <Dialog title="Pick a time">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (picked === undefined) return;
          closeDialog();
          void moveClock({ to: new Date(picked).toISOString() });
        }}
      >
        <label class="field">
          <span>Move the clock to</span>
          <input
            type="datetime-local"
            step={1}
            value={value.value}
            onInput={(event) => {
              value.value = event.currentTarget.value;
            }}
          />
        </label>
        <p class="hint">
          {goesBack
            ? 'The clock goes back. Nothing fires; what was sent stays sent.'
            : 'What falls due on the way fires, in order, before the clock arrives.'}
        </p>
        <div class="dialog-actions">
          <button type="button" class="button" onClick={closeDialog}>
            Stay
          </button>
          <button type="submit" class="button primary" disabled={picked === undefined}>
            Move the clock
          </button>
        </div>
      </form>
    </Dialog>
  );
}
