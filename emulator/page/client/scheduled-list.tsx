import { timeToGo, whenOf } from '../lib/times';
import { Empty } from './states';
import { nowMs } from './store/clock';
import { nameOf } from './store/phones';
import { scheduled } from './store/told';

/** Texts that wait at Twilio for their time. */
export function ScheduledList() {
  const waiting = scheduled.value;
  const now = nowMs.value ?? 0;
  if (waiting.length === 0) {
    return (
      <Empty title="No text is scheduled">
        <p>
          A text that the service leaves with Twilio for later waits here, with the time to go. Move the clock to see it
          leave.
        </p>
      </Empty>
    );
  }
  return (
    <ol class="scheduled">
      {waiting.map(({ sid, to, body, sendAt }) => (
        <li key={sid}>
          <p class="scheduled-when">
            <b>{timeToGo(Date.parse(sendAt), now)}</b>
            <time dateTime={sendAt}>{whenOf(Date.parse(sendAt), now)}</time>
          </p>
          <div>
            <p class="scheduled-to">to {nameOf(to)}</p>
            <p class="scheduled-body">{body}</p>
          </div>
        </li>
      ))}
    </ol>
  );
}
