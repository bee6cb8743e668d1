import { useComputed } from '@preact/signals';
import { secondOf } from '../lib/times';
import { NothingYet } from './cause-list';
import { EventLine } from './event-line';
import { wordsOf } from './event-words';
import { Newest } from './newest';
import { Empty } from './states';
import { filter } from './store/choices';
import { events } from './store/log';

/** Every request that the emulator sent, the newest first. */
export function WebhookList() {
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
    <Newest
      of={shown.value}
      atOnce={200}
      more="Show earlier ones"
      row={(event) => (
        <li key={event.n}>
          <div class="line">
            <time>{secondOf(Date.parse(event.at))}</time>
            <EventLine event={event} />
          </div>
          {event.kind === 'webhook' && event.signature !== '' && <Signature of={event.signature} />}
        </li>
      )}
    />
  );
}

function Signature({ of }: { of: string }) {
  return (
    <p class="signature" title="X-Twilio-Signature">
      signed {of}
    </p>
  );
}
