import { TwilioApiError } from '../../core/errors';
import { type Client, demand, demandCreation } from '../access';
import * as errors from '../errors';
import { syncLimits } from '../limits';
import type { RestContext } from '../rest/context';
import { restNames } from '../rest/context';
import type { ItemKey, Json, ObjectKind, ParentRow, RowOf } from '../rows';
import { objectKinds, revisionOf } from '../rows';
import { readPage } from '../store/read-page';
import { checkData, checkIndex, checkKey, checkTtl, checkUniqueName, revisionIn, sizeOf } from '../validate';
import { itemDescriptor, objectDescriptor } from './descriptors';

/** A request of the realtime API, as it comes through the socket. */
export interface TunnelRequest {
  readonly method: string;
  readonly path: readonly string[]; // decoded, without version and service: ['Maps', 'orders', 'Items']
  readonly query: Readonly<Record<string, string>>;
  readonly ifMatch: string | undefined;
  readonly body: Readonly<Record<string, unknown>>;
}
export interface TunnelAnswer {
  readonly status: number;
  readonly body: unknown;
  readonly revision?: string;
}

/** The API that `twilio-sync` calls through its socket: the store's rules, the client's rights, the wire's shapes. */
export function createTunnel({
  store,
  limit,
  accountSid,
}: RestContext): (client: Client, request: TunnelRequest) => TunnelAnswer {
  const objectAnswer = (status: number, row: RowOf<ObjectKind>, withData = true): TunnelAnswer => ({
    status,
    body: objectDescriptor(accountSid, row, { withData }),
    ...(row.kind !== 'stream' && { revision: revisionOf(row) }),
  });

  const create = (client: Client, kind: ObjectKind, { body }: TunnelRequest): TunnelAnswer => {
    demandCreation(store, client);
    const uniqueName = textMember(body, 'unique_name');
    if (uniqueName !== undefined) checkUniqueName(uniqueName);
    const data = kind === 'document' ? dataMember(body) : undefined;
    const row = store.objects.create(kind, client.serviceSid, {
      uniqueName,
      data,
      ttl: ttlMember(body),
      createdBy: client.identity,
    });
    return objectAnswer(201, row, false);
  };

  const withObject = (client: Client, kind: ObjectKind, id: string, request: TunnelRequest): TunnelAnswer => {
    const row = store.objects.get(kind, client.serviceSid, id);
    if (request.method === 'GET') {
      demand(store, client, row, 'read');
      limit('read', kind, row.sid);
      const answer = objectAnswer(200, row);
      if (row.kind !== 'map' || request.query.Include !== 'items') return answer;
      return { ...answer, body: { ...(answer.body as object), ...itemsPage(row, {}) } };
    }
    if (request.method === 'DELETE') {
      demand(store, client, row, 'manage');
      limit('write', kind, row.sid);
      return { status: 200, body: { last_event_id: store.objects.remove(row) } };
    }
    if (request.method !== 'POST') throw methodNotAllowed();
    const ttl = ttlMember(request.body);
    if (row.kind === 'document') {
      const data = dataMember(request.body);
      // Who may write the data may set how long it lives; alone, that is for those who manage the document.
      demand(store, client, row, data === undefined ? 'manage' : 'write');
      limit('write', kind, row.sid, sizeOf(data));
      return objectAnswer(200, store.documents.update(row, { data, ttl, ifMatch: revisionIn(request.ifMatch) }), false);
    }
    demand(store, client, row, 'manage');
    limit('write', kind, row.sid);
    if (ttl === undefined) throw errors.noParameters();
    return objectAnswer(200, store.objects.setTtl(row, ttl));
  };

  const itemsPage = (parent: ParentRow, query: TunnelRequest['query']) => {
    const keyOf = (text: string | undefined) => (text === undefined || parent.kind === 'map' ? text : checkIndex(text));
    const only = keyOf(parent.kind === 'map' ? query.Key : query.Index);
    const descriptor = (key: ItemKey) => itemDescriptor(accountSid, parent, store.items.get(parent, key));
    const page = (keys: readonly ItemKey[], hasBefore: boolean, hasAfter: boolean) => ({
      items: keys.map(descriptor),
      meta: {
        previous_token: hasBefore ? `before-${keys[0] ?? query.From}` : null,
        next_token: hasAfter ? `after-${keys.at(-1)}` : null,
        encode_token: false,
        direct_token: true,
      },
    });
    if (only !== undefined) return page(store.items.find(parent, only) ? [only] : [], false, false);

    const order = query.Order ?? 'asc';
    if (order !== 'asc' && order !== 'desc') throw errors.invalidOrder();
    const size = Number(query.PageSize ?? syncLimits.defaultPageSize);
    if (!Number.isInteger(size) || size < 1 || size > syncLimits.maxPageSize) throw errors.invalidPageSize();
    const found = readPage<ItemKey>(store.items.keys(parent), {
      order,
      size: Math.min(size, syncLimits.maxReturnedPageSize),
      from: keyOf(query.From),
    });
    return page(found.keys, found.hasBefore, found.hasAfter);
  };

  const withItems = (client: Client, parent: ParentRow, request: TunnelRequest): TunnelAnswer => {
    if (request.method === 'GET') {
      demand(store, client, parent, 'read');
      limit('read', parent.kind, parent.sid);
      return { status: 200, body: itemsPage(parent, request.query) };
    }
    if (request.method !== 'POST') throw methodNotAllowed();
    demand(store, client, parent, 'write');
    const key = textMember(request.body, 'key') ?? '';
    if (parent.kind === 'map') checkKey(key);
    const data = requiredData(parent, request.body);
    limit('write', parent.kind, parent.sid, sizeOf(data));
    const { row } = store.items.create(parent, key, { data, ttl: ttlMember(request.body), createdBy: client.identity });
    return {
      status: 201,
      body: itemDescriptor(accountSid, parent, row, { withData: false }),
      revision: revisionOf(row),
    };
  };

  const withItem = (client: Client, parent: ParentRow, keyText: string, request: TunnelRequest): TunnelAnswer => {
    const key = parent.kind === 'map' ? keyText : checkIndex(keyText);
    if (request.method === 'GET') {
      demand(store, client, parent, 'read');
      limit('read', parent.kind, parent.sid);
      const row = store.items.get(parent, key);
      return { status: 200, body: itemDescriptor(accountSid, parent, row), revision: revisionOf(row) };
    }
    demand(store, client, parent, 'write');
    const ifMatch = revisionIn(request.ifMatch);
    if (request.method === 'DELETE') {
      limit('write', parent.kind, parent.sid);
      const eventId = store.items.remove(parent, key, ifMatch);
      return { status: 200, body: { last_event_id: eventId, date_updated: new Date(store.now()).toISOString() } };
    }
    const ttl = ttlMember(request.body);
    const createdBy = client.identity;
    if (request.method === 'PUT' && parent.kind === 'map') {
      checkKey(keyText);
      const data = requiredData(parent, request.body);
      limit('write', parent.kind, parent.sid, sizeOf(data));
      const { row, isNew } = store.items.put(parent, keyText, { data, ttl, ifMatch, createdBy });
      const body = itemDescriptor(accountSid, parent, row, { withData: false });
      return { status: isNew ? 201 : 200, body, revision: revisionOf(row) };
    }
    if (request.method !== 'POST') throw methodNotAllowed();
    const data = dataMember(request.body);
    limit('write', parent.kind, parent.sid, sizeOf(data));
    if (data === undefined && ttl === undefined) throw errors.noParameters();
    const { row } = store.items.update(parent, key, { data, ttl, ifMatch, createdBy });
    return {
      status: 200,
      body: itemDescriptor(accountSid, parent, row, { withData: false }),
      revision: revisionOf(row),
    };
  };

  /** What an application may keep beside a list's items; only ever empty here, since no client writes it. */
  const listContext = (client: Client, list: RowOf<'list'>): TunnelAnswer => {
    demand(store, client, list, 'read');
    return { status: 200, body: { data: {}, last_event_id: list.lastEventId, revision: revisionOf(list) } };
  };

  const publish = (client: Client, stream: RowOf<'stream'>, { body }: TunnelRequest): TunnelAnswer => {
    demand(store, client, stream, 'write');
    limit('publish', 'stream', stream.sid);
    const data = checkData(body.data, syncLimits.maxMessageBytes);
    return { status: 201, body: { sid: store.publish(stream, data).sid } };
  };

  return (client, request) => {
    store.sweep();
    const [folder, id, part, key, ...rest] = request.path;
    const kind = objectKinds.find((one) => restNames[one].folder === folder);
    if (kind === undefined || rest.length > 0) throw notThere(request);
    if (id === undefined) {
      if (request.method !== 'POST') throw methodNotAllowed();
      return create(client, kind, request);
    }
    if (part === undefined) return withObject(client, kind, id, request);
    const row = store.objects.get(kind, client.serviceSid, id);
    if (part === 'Items' && (row.kind === 'map' || row.kind === 'list')) {
      return key === undefined ? withItems(client, row, request) : withItem(client, row, key, request);
    }
    if (part === 'Context' && row.kind === 'list' && request.method === 'GET') return listContext(client, row);
    if (part === 'Messages' && row.kind === 'stream' && request.method === 'POST') return publish(client, row, request);
    throw notThere(request);
  };
}

const notThere = ({ path }: TunnelRequest) =>
  new TwilioApiError(404, 20404, `The requested resource /${path.join('/')} was not found`);
const methodNotAllowed = () => new TwilioApiError(405, 20004, 'Method not allowed');

/** @throws 20001 */
function textMember(body: TunnelRequest['body'], name: string): string | undefined {
  const value = body[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'string') throw errors.invalidParameter(name, 'a string');
  return value;
}

/** @throws 54011 */
function ttlMember({ ttl }: TunnelRequest['body']): number | undefined {
  if (ttl === undefined || ttl === null) return undefined;
  return checkTtl('ttl', typeof ttl === 'number' ? ttl : String(ttl));
}

/** @throws 54008, 54006 */
const dataMember = ({ data }: TunnelRequest['body']): Json | undefined =>
  data === undefined ? undefined : checkData(data);

/** @throws 54206, 54156 */
function requiredData(parent: ParentRow, body: TunnelRequest['body']): Json {
  const data = body.data === null ? undefined : dataMember(body);
  if (data === undefined) throw errors.noItemData(parent.kind);
  return data;
}
