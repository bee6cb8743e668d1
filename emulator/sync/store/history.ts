import { historyLimits } from '../limits';
import type { ItemKey } from '../rows';
import type { ItemEvent, SyncEvent } from './events';

/**
 * The past of one object, as far as it is remembered: the last events whole, and before them only what was removed
 * (what was written is found in the items themselves).
 */
export interface History {
  add(event: SyncEvent): void;
  /**
   * What a client that knows everything up to `eventId` has missed; undefined when that is no longer known and the client has to read anew.
   *
   * @param surviving events for the items written after `eventId`, made only when the recent events do not reach back that far
   */
  since(eventId: number, surviving: () => ItemEvent[]): SyncEvent[] | undefined;
}

/** @param lastEventId the object's last event when remembering begins */
export function createHistory(
  lastEventId: number,
  limits: { recentEvents: number; removedKeys: number } = historyLimits,
): History {
  let recent: SyncEvent[] = [];
  let recentFrom = lastEventId; // `recent` has all events after this one
  const removed = new Map<ItemKey, ItemEvent>(); // among the older ones
  let removedFrom = lastEventId; // `removed` has all removals after this one that `recent` has not
  let last = lastEventId;

  const forget = (event: SyncEvent) => {
    if (!('key' in event)) return;
    removed.delete(event.key);
    if (event.change !== 'item-removed') return;
    removed.set(event.key, event);
    if (removed.size <= limits.removedKeys) return;
    const oldest = removed.values().next().value as ItemEvent;
    removed.delete(oldest.key);
    removedFrom = oldest.id;
  };

  return {
    add(event) {
      recent.push(event);
      last = event.id;
      // In lumps, so that an event costs the same however long the history.
      if (recent.length < 2 * limits.recentEvents) return;
      for (const old of recent.slice(0, limits.recentEvents)) {
        forget(old);
        recentFrom = old.id;
      }
      recent = recent.slice(limits.recentEvents);
    },
    since(eventId, surviving) {
      if (eventId > last || eventId < removedFrom) return undefined;
      if (eventId >= recentFrom) return recent.filter(({ id }) => id > eventId);
      const isRemoval = (event: SyncEvent): event is ItemEvent => event.change === 'item-removed';
      const gone = [...removed.values(), ...recent.filter(isRemoval)].filter(({ id }) => id > eventId);
      return [...gone, ...surviving()].sort((a, b) => a.id - b.id);
    },
  };
}
