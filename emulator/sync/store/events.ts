import type { ItemKey, Json, ObjectRow, RevisedKind } from '../rows';

/** What changed in an object, numbered per object in the order of change. */
export type SyncEvent = UpdateEvent | RemovalEvent | ItemEvent;
interface EventBase {
  readonly kind: RevisedKind;
  readonly objectSid: string;
  readonly serviceSid: string;
  readonly id: number;
  readonly date: number; // ms
  readonly revision: string; // of the object
}
export interface UpdateEvent extends EventBase {
  readonly kind: 'document';
  readonly change: 'updated';
  readonly data: Json;
  readonly dateExpires: number | null;
}
export interface RemovalEvent extends EventBase {
  readonly change: 'removed';
  readonly row: ObjectRow; // the last of it
}
export interface ItemEvent extends EventBase {
  readonly kind: 'map' | 'list';
  readonly change: 'item-added' | 'item-updated' | 'item-removed';
  readonly key: ItemKey;
  readonly data: Json; // of a removed one: the last
  readonly itemRevision: string;
  readonly dateExpires: number | null;
}
export interface StreamMessage {
  readonly streamSid: string;
  readonly serviceSid: string;
  readonly sid: string; // 'TZ…'
  readonly data: Json;
}
