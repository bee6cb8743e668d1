import { useComputed, useSignal } from '@preact/signals';
import { secondOf } from '../lib/times';
import { NothingYet } from './cause-list';
import { EventLine } from './event-line';
import { wordsOf } from './event-words';
import { Empty } from './states';
import { events, filter } from './store';

const drawnAtOnce = 200;

/** Every request that the emulator sent, the newest first. */
export function WebhookList() {
  const limit = useSignal(drawnAtOnce);
  const shown = useComputed(() => {
    const words = filter.value.toLowerCase().trim();
    return events.value
      .filter((event) => event.kind === 'webhook' && wordsOf(event).toLowerCase().includes(words))
      .reverse();
  });
  if (shown.value.length === 0) {
    if (filter.value.trim() !== '') return <NothingYet />;
    return (
      <Empty title="No webhooks yet">
        <p>
          Each request that Twilio would send to the service is listed here, with its answer. A text from a phone sends
          one.
        </p>
      </Empty>
    );
  }
  return (
    <ol class="flat">
      {shown.value.slice(0, limit.value).map((event) => (
        <li key={event.n}>
          <div class="line">
            <time>{secondOf(Date.parse(event.at))}</time>
            <EventLine event={event} />
          </div>
          {event.kind === 'webhook' && event.signature !== '' && <Signature of={event.signature} />}
        </li>
      ))}
      {shown.value.length > limit.value && (
        <li>
          <button
            type="button"
            class="button quiet more"
            onClick={() => {
              limit.value += drawnAtOnce;
            }}
          >
            Show earlier ones
          </button>
        </li>
      )}
    </ol>
  );
}

function Signature({ of }: { of: string }) {
  return (
    <p class="signature" title="X-Twilio-Signature">
      signed {of}
    </p>
  );
}
