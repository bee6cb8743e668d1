import type { ApiCall } from '../../core/world';
import type { RateLimiter } from '../rate-limit';
import type { ItemParentKind, ObjectKind, RowOf, ServiceRow } from '../rows';
import type { Store } from '../store/store';

/** What the operations of the REST API are made of. */
export interface RestContext {
  readonly store: Store;
  readonly limit: RateLimiter;
  readonly accountSid: string;
}

/** How the REST API names the kinds of object. */
export const restNames = {
  document: {
    folder: 'Documents',
    member: 'documents',
    resource: 'Document',
    parameter: 'DocumentSid',
    sidMember: 'document_sid',
  },
  map: { folder: 'Maps', member: 'maps', resource: 'SyncMap', parameter: 'MapSid', sidMember: 'map_sid' },
  list: { folder: 'Lists', member: 'lists', resource: 'SyncList', parameter: 'ListSid', sidMember: 'list_sid' },
  stream: {
    folder: 'Streams',
    member: 'streams',
    resource: 'SyncStream',
    parameter: 'StreamSid',
    sidMember: 'stream_sid',
  },
} as const satisfies Record<ObjectKind, object>;

const base = 'https://sync.twilio.com/v1/Services';
export const serviceUrl = (sid: string): string => `${base}/${sid}`;
export const objectUrl = ({ kind, sid, serviceSid }: { kind: ObjectKind; sid: string; serviceSid: string }): string =>
  `${base}/${serviceSid}/${restNames[kind].folder}/${sid}`;

/** As Sync writes a time: ISO, to the second. */
export const isoSeconds = (ms: number): string => `${new Date(ms).toISOString().slice(0, 19)}Z`;
export const isoSecondsOrNull = (ms: number | null): string | null => (ms === null ? null : isoSeconds(ms));
export const etag = (revision: string) => ({ etag: `"${revision}"` });

export function serviceOf({ store }: RestContext, call: ApiCall): ServiceRow {
  store.sweep();
  return store.services.get(call.path.ServiceSid ?? call.path.Sid ?? '');
}

/** The object that the path names, by the resource's own parameter. */
export function objectOf<K extends ObjectKind>(
  context: RestContext,
  call: ApiCall,
  kind: K,
  parameter: string = 'Sid',
): RowOf<K> {
  return context.store.objects.get(kind, serviceOf(context, call).sid, call.path[parameter] ?? '');
}

export const parentOf = (context: RestContext, call: ApiCall, kind: ItemParentKind): RowOf<ItemParentKind> =>
  objectOf(context, call, kind, restNames[kind].parameter);
