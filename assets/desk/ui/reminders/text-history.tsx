import type { ReminderText } from '../../../../src/reminders/reminder';
import { now } from '../../data/clock';
import { viewer } from '../../data/reminder-days';
import { textWords, windowWords } from '../../lib/reminders';
import { whenOf } from '../../lib/times';
import { errorOf } from '../../lib/words';

/** What became of each text of an appointment. */
export function TextHistory({ texts }: { texts: readonly ReminderText[] }) {
  const inTime = [...texts].sort((one, other) => one.dueMs - other.dueMs);
  return (
    <section aria-label="Texts">
      <h3>Texts</h3>
      <ol class="history">
        {inTime.map((text) => (
          <TextRow key={text.no} text={text} />
        ))}
      </ol>
    </section>
  );
}

function TextRow({ text }: { text: ReminderText }) {
  const at = (ms: number) => whenOf(ms, now.value, viewer.value);
  const { state, dueMs, leftMs, deliveredMs, failedMs, code, tried, notBeforeMs } = text;
  const isRetried = state === 'waiting' && tried !== undefined && notBeforeMs !== undefined;
  const happened = [
    leftMs !== undefined && `sent ${at(leftMs)}`,
    deliveredMs !== undefined && `delivered ${at(deliveredMs)}`,
    failedMs !== undefined && `failed ${at(failedMs)}`,
    isRetried && `tried again ${at(notBeforeMs)}`,
  ].filter((words) => words !== false);
  return (
    <li class={`history-text is-${state}`}>
      <span>
        <b>{windowWords(text)}</b> due {at(dueMs)}
      </span>
      <span class="history-state">{textWords[state]}</span>
      {happened.length > 0 && <span class="hint">{happened.join(' · ')}</span>}
      {(state === 'failed' || isRetried) && (
        <span class="reason">
          {errorOf(code)}
          {code !== undefined && ` (error ${code})`}
        </span>
      )}
    </li>
  );
}
