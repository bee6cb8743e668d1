/** What Sync keeps, a row per resource. Times are milliseconds by the emulator's clock. */
export interface ServiceRow {
  readonly sid: string; // 'IS…'
  readonly uniqueName: string | null; // 'default' for the one that each account has
  readonly friendlyName: string | null;
  readonly webhookUrl: string | null;
  readonly webhooksFromRestEnabled: boolean;
  readonly reachabilityWebhooksEnabled: boolean;
  readonly aclEnabled: boolean;
  readonly reachabilityDebouncingEnabled: boolean;
  readonly reachabilityDebouncingWindow: number; // ms
  readonly dateCreated: number;
  readonly dateUpdated: number;
}

export const objectKinds = ['document', 'map', 'list', 'stream'] as const;
export type ObjectKind = (typeof objectKinds)[number];
export type ItemParentKind = 'map' | 'list';
/** The kinds that one subscribes to by event ids. */
export type RevisedKind = 'document' | 'map' | 'list';

export type Json = Readonly<Record<string, unknown>>;

interface ObjectBase {
  readonly sid: string;
  readonly serviceSid: string;
  readonly uniqueName: string | null;
  readonly createdBy: string; // an identity, or 'system' for REST
  readonly dateCreated: number;
  readonly dateUpdated: number;
  readonly dateExpires: number | null;
  readonly order: number; // of creation, among all objects
}
export interface DocumentRow extends ObjectBase {
  readonly kind: 'document';
  readonly lastEventId: number;
  readonly data: Json;
}
export interface MapRow extends ObjectBase {
  readonly kind: 'map';
  readonly lastEventId: number; // -1 as long as nothing happened in it
}
export interface ListRow extends ObjectBase {
  readonly kind: 'list';
  readonly lastEventId: number;
  readonly nextIndex: number; // an index is never given twice
}
export interface StreamRow extends ObjectBase {
  readonly kind: 'stream';
}
export type ObjectRow = DocumentRow | MapRow | ListRow | StreamRow;
export type RowOf<K extends ObjectKind> = Extract<ObjectRow, { kind: K }>;
export type ParentRow = MapRow | ListRow;

export type ItemKey = string | number; // a map's key, a list's index
export interface ItemRow {
  readonly parentSid: string;
  readonly key: ItemKey;
  readonly data: Json;
  readonly eventId: number; // of the mutation that wrote it
  readonly createdBy: string;
  readonly dateCreated: number;
  readonly dateUpdated: number;
  readonly dateExpires: number | null;
}

export interface PermissionRow {
  readonly objectSid: string;
  readonly identity: string;
  readonly read: boolean;
  readonly write: boolean;
  readonly manage: boolean;
}

/** Revisions as the real service was seen to give them: the event's number in hex; a collection's is one ahead of its last event. */
export const revisionOf = (row: DocumentRow | ParentRow | ItemRow): string => {
  if (!('kind' in row)) return row.eventId.toString(16);
  return (row.kind === 'document' ? row.lastEventId : row.lastEventId + 1).toString(16);
};
