import type { LoggedEvent, LogReset } from '../../core/world';
import { control, parseEvent } from './control';

const retryAfterMs = [500, 1000, 2000, 4000] as const;

export interface FeedListener {
  /** The line stands; what the log holds follows, from its first entry on. */
  onOpen(): void;
  onEvent(event: LoggedEvent | LogReset): void;
  onLost(): void;
}

/** The live log. A lost connection is opened anew until it stands; `retry` does so at once. */
export function openFeed({ onOpen, onEvent, onLost }: FeedListener): { retry(): void } {
  let source: EventSource | undefined;
  let timer: number | undefined;
  let failures = 0;

  const open = () => {
    clearTimeout(timer);
    source?.close();
    // EventSource's own reconnect would go on after its last event id; after a restart of the emulator that means nothing.
    const opened = new EventSource(control.eventsUrl);
    source = opened;
    opened.onopen = () => {
      failures = 0;
      onOpen();
    };
    opened.onmessage = (message: MessageEvent<string>) => onEvent(parseEvent(message.data));
    opened.onerror = () => {
      opened.close();
      if (source !== opened) return;
      onLost();
      timer = window.setTimeout(open, retryAfterMs[Math.min(failures, retryAfterMs.length - 1)]);
      failures += 1;
    };
  };
  open();
  return { retry: open };
}
