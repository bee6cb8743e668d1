import type { StreamMessage, SyncEvent } from '../store/events';
import { isoOrNull, itemUrlOf } from './descriptors';

/** An event as it is sent to clients: its name, and its members. */
export interface WireEvent {
  readonly type: string; // 'map_item_added'
  readonly event: Readonly<Record<string, unknown>>;
}

const itemChanges = {
  'item-added': 'item_added',
  'item-updated': 'item_updated',
  'item-removed': 'item_removed',
} as const;

export function wireEvent(event: SyncEvent): WireEvent {
  const { kind, objectSid, serviceSid, id } = event;
  const common = { id, date_created: new Date(event.date).toISOString(), [`${kind}_sid`]: objectSid };
  if (!('key' in event)) {
    if (event.change === 'removed') return { type: `${kind}_removed`, event: common };
    return {
      type: `${kind}_updated`,
      event: {
        ...common,
        document_revision: event.revision,
        document_data: event.data,
        date_expires: isoOrNull(event.dateExpires),
      },
    };
  }
  const item = {
    ...common,
    [`${kind}_revision`]: event.revision,
    [kind === 'map' ? 'item_key' : 'item_index']: event.key,
    item_data: event.data,
    item_revision: event.itemRevision,
  };
  const type = `${kind}_${itemChanges[event.change]}`;
  if (event.change === 'item-removed') return { type, event: item };
  const url = itemUrlOf({ kind, sid: objectSid, serviceSid }, event.key);
  return { type, event: { ...item, item_url: url, date_expires: isoOrNull(event.dateExpires) } };
}

export const wireMessage = ({ streamSid, sid, data }: StreamMessage): WireEvent => ({
  type: 'stream_message_published',
  event: { stream_sid: streamSid, message_sid: sid, message_data: data },
});
