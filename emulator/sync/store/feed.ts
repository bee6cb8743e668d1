import type { ObjectRow } from '../rows';
import type { StreamMessage, SyncEvent } from './events';
import { createHistory, type History } from './history';

/** What happened, for whoever listens now, and for who was away and asks what they missed. */
export type Feed = ReturnType<typeof createFeed>;

export function createFeed() {
  const histories = new Map<string, History>();
  const eventListeners = new Set<(event: SyncEvent) => void>();
  const messageListeners = new Set<(message: StreamMessage) => void>();
  const creationListeners = new Set<(row: ObjectRow) => void>();

  const historyOf = (row: { sid: string; lastEventId: number }): History => {
    const known = histories.get(row.sid);
    if (known) return known;
    const made = createHistory(row.lastEventId);
    histories.set(row.sid, made);
    return made;
  };
  const emit = (event: SyncEvent): void => {
    for (const listener of eventListeners) listener(event);
  };

  return {
    historyOf,
    emit,
    remember(row: { sid: string; lastEventId: number }, event: SyncEvent): void {
      historyOf(row).add(event);
      emit(event);
    },
    forget: (sid: string): void => void histories.delete(sid),
    clear: (): void => histories.clear(),
    send(message: StreamMessage): void {
      for (const listener of messageListeners) listener(message);
    },
    onEvent(listener: (event: SyncEvent) => void): () => void {
      eventListeners.add(listener);
      return () => eventListeners.delete(listener);
    },
    created(row: ObjectRow): void {
      for (const listener of creationListeners) listener(row);
    },
    onCreate: (listener: (row: ObjectRow) => void): void => void creationListeners.add(listener),
    onMessage(listener: (message: StreamMessage) => void): () => void {
      messageListeners.add(listener);
      return () => messageListeners.delete(listener);
    },
  };
}
