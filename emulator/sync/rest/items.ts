import type { ApiAnswer, ApiCall, Operation } from '../../core/world';
import * as errors from '../errors';
import type { ItemKey, ItemParentKind, ItemRow, ParentRow } from '../rows';
import { revisionOf } from '../rows';
import { systemAuthor } from '../store/store';
import { checkIndex, checkKey, parseData, revisionIn, sizeOf } from '../validate';
import { etag, isoSeconds, isoSecondsOrNull, objectUrl, parentOf, type RestContext, restNames } from './context';
import { isIndex, isText, pageAnswer } from './pages';
import { itemTtlsIn, textIn } from './params';

/** The items of a map, by key, or of a list, by index. */
export function itemOperations(context: RestContext, kind: ItemParentKind): Record<string, Operation> {
  const { store, limit } = context;
  const resource = `${restNames[kind].resource}Item`;
  const createdBy = systemAuthor;

  const keyIn = (call: ApiCall): ItemKey =>
    kind === 'map' ? (call.path.Key ?? '') : checkIndex(call.path.Index ?? '');
  const answer = (status: number, parent: ParentRow, row: ItemRow): ApiAnswer => ({
    status,
    body: itemJson(context.accountSid, parent, row),
    headers: etag(revisionOf(row)),
  });

  return {
    [`Create${resource}`](call) {
      const parent = parentOf(context, call, kind);
      const key = textIn(call.form, 'Key') ?? '';
      if (kind === 'map') checkKey(key);
      const data = dataIn(call, kind);
      if (data === undefined) throw errors.noItemData(kind);
      const ttls = itemTtlsIn(call.form);
      limit('write', kind, parent.sid, sizeOf(data));
      return answer(201, parent, store.items.create(parent, key, { data, ...ttls, createdBy }).row);
    },
    [`Fetch${resource}`](call) {
      const parent = parentOf(context, call, kind);
      limit('read', kind, parent.sid);
      return answer(200, parent, store.items.get(parent, keyIn(call)));
    },
    [`Update${resource}`](call) {
      const parent = parentOf(context, call, kind);
      const key = keyIn(call);
      const data = dataIn(call, kind);
      const ttls = itemTtlsIn(call.form);
      const ifMatch = revisionIn(call.headers['if-match']);
      limit('write', kind, parent.sid, sizeOf(data));
      // The collection's time to live is set along with an item, never alone.
      if (data === undefined && ttls.ttl === undefined) throw errors.noParameters();
      return answer(200, parent, store.items.update(parent, key, { data, ...ttls, ifMatch, createdBy }).row);
    },
    [`Delete${resource}`](call) {
      const parent = parentOf(context, call, kind);
      const ifMatch = revisionIn(call.headers['if-match']);
      limit('write', kind, parent.sid);
      store.items.remove(parent, keyIn(call), ifMatch);
      return { status: 204 };
    },
    [`List${resource}`](call) {
      const parent = parentOf(context, call, kind);
      limit('read', kind, parent.sid);
      const from = textIn(call.query, 'From');
      return pageAnswer<ItemKey>(call, {
        member: 'items',
        keys: store.items.keys(parent),
        isKey: (value): value is ItemKey => (kind === 'map' ? isText(value) : isIndex(value)),
        order: oneOf(call, 'Order', ['asc', 'desc'] as const, errors.invalidOrder),
        bounds: oneOf(call, 'Bounds', ['inclusive', 'exclusive'] as const, errors.invalidBounds),
        from: from === undefined || from === '' || kind === 'map' ? from || undefined : checkIndex(from),
        toJson: (key) => itemJson(context.accountSid, parent, store.items.get(parent, key)),
      });
    },
  };
}

function dataIn({ form }: ApiCall, kind: ItemParentKind) {
  const text = textIn(form, 'Data');
  if (text === undefined) return undefined;
  const data = parseData(text);
  if (data === undefined) throw errors.noItemData(kind);
  return data;
}

/** A parameter with two values; the first of them is what it is when it is not sent. */
function oneOf<A extends string, B extends string>(
  call: ApiCall,
  name: string,
  [usual, other]: readonly [A, B],
  error: () => Error,
): A | B {
  const text = textIn(call.query, name);
  if (text === undefined || text === '' || text === usual) return usual;
  if (text === other) return other;
  throw error();
}

function itemJson(accountSid: string, parent: ParentRow, row: ItemRow) {
  return {
    [parent.kind === 'map' ? 'key' : 'index']: row.key,
    account_sid: accountSid,
    service_sid: parent.serviceSid,
    [restNames[parent.kind].sidMember]: parent.sid,
    url: `${objectUrl(parent)}/Items/${encodeURIComponent(row.key)}`,
    revision: revisionOf(row),
    data: row.data,
    date_expires: isoSecondsOrNull(row.dateExpires),
    date_created: isoSeconds(row.dateCreated),
    date_updated: isoSeconds(row.dateUpdated),
    created_by: row.createdBy,
  };
}
