import type { ItemKey, Json, RevisedKind } from '../rows';

/** What changed in an object, numbered per object in the order of change. */
export type SyncEvent = ObjectEvent | ItemEvent;
interface EventBase {
  readonly kind: RevisedKind;
  readonly objectSid: string;
  readonly serviceSid: string;
  readonly id: number;
  readonly date: number; // ms
}
export interface ObjectEvent extends EventBase {
  readonly change: 'updated' | 'removed';
  readonly data?: Json; // of a document
  readonly revision?: string;
  readonly dateExpires?: number | null;
}
export interface ItemEvent extends EventBase {
  readonly kind: 'map' | 'list';
  readonly change: 'item-added' | 'item-updated' | 'item-removed';
  readonly key: ItemKey;
  readonly data: Json; // of a removed one: the last
  readonly itemRevision: string;
  readonly revision: string; // of the map or list
  readonly dateExpires: number | null;
}
export interface StreamMessage {
  readonly streamSid: string;
  readonly serviceSid: string;
  readonly sid: string; // 'TZ…'
  readonly data: Json;
}
