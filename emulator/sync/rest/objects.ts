import type { ApiAnswer, ApiCall, Operation } from '../../core/world';
import { noDocumentData, noParameters } from '../errors';
import type { ObjectKind, ObjectRow } from '../rows';
import { revisionOf } from '../rows';
import { systemAuthor } from '../store/store';
import { checkUniqueName, parseData, revisionIn, sizeOf } from '../validate';
import {
  etag,
  isoSeconds,
  isoSecondsOrNull,
  objectOf,
  objectUrl,
  type RestContext,
  restNames,
  serviceOf,
} from './context';
import { isText, pageAnswer } from './pages';
import { collectionTtlIn, textIn, ttlIn } from './params';

/** What documents, maps, lists and streams have in common: create, fetch, list, delete; and the update of all but documents. */
export function objectOperations(context: RestContext, kind: ObjectKind): Record<string, Operation> {
  const { store, limit } = context;
  const { resource, member } = restNames[kind];
  const answer = (status: number, row: ObjectRow): ApiAnswer => objectAnswer(context, status, row);
  return {
    [`Create${resource}`](call) {
      const { sid } = serviceOf(context, call);
      const uniqueName = textIn(call.form, 'UniqueName');
      if (uniqueName !== undefined) checkUniqueName(uniqueName);
      const data = kind === 'document' ? documentDataIn(call) : undefined;
      const ttl = ttlOf(kind, call);
      return answer(201, store.objects.create(kind, sid, { uniqueName, data, ttl, createdBy: systemAuthor }));
    },
    [`Fetch${resource}`](call) {
      const row = objectOf(context, call, kind);
      limit('read', kind, row.sid);
      return answer(200, row);
    },
    [`Update${resource}`](call) {
      const row = objectOf(context, call, kind);
      const ttl = ttlOf(kind, call);
      if (row.kind === 'document') {
        const data = documentDataIn(call);
        const ifMatch = revisionIn(call.headers['if-match']);
        limit('write', kind, row.sid, sizeOf(data));
        if (data === undefined && ttl === undefined) throw noParameters();
        return answer(200, store.documents.update(row, { data, ttl, ifMatch }));
      }
      limit('write', kind, row.sid);
      if (ttl === undefined) throw noParameters();
      return answer(200, store.objects.setTtl(row, ttl));
    },
    [`Delete${resource}`](call) {
      const row = objectOf(context, call, kind);
      limit('write', kind, row.sid);
      store.objects.remove(row);
      return { status: 204 };
    },
    [`List${resource}`](call) {
      const { sid } = serviceOf(context, call);
      return pageAnswer(call, {
        member,
        keys: store.objects.keys(kind, sid),
        isKey: isText,
        toJson: (key) => objectJson(context.accountSid, store.objects.fromKey(key)),
      });
    },
  };
}

const ttlOf = (kind: ObjectKind, { form }: ApiCall) =>
  kind === 'map' || kind === 'list' ? collectionTtlIn(form) : ttlIn(form, 'Ttl');

function documentDataIn({ form }: ApiCall) {
  const text = textIn(form, 'Data');
  if (text === undefined) return undefined;
  const data = parseData(text);
  if (data === undefined) throw noDocumentData();
  return data;
}

function objectAnswer({ accountSid }: RestContext, status: number, row: ObjectRow): ApiAnswer {
  const headers = row.kind === 'stream' ? {} : etag(revisionOf(row));
  return { status, body: objectJson(accountSid, row), headers };
}

function objectJson(accountSid: string, row: ObjectRow | undefined) {
  if (!row) throw new Error('An index names an object that is gone');
  const url = objectUrl(row);
  const common = {
    sid: row.sid,
    unique_name: row.uniqueName,
    account_sid: accountSid,
    service_sid: row.serviceSid,
    url,
    date_expires: isoSecondsOrNull(row.dateExpires),
    date_created: isoSeconds(row.dateCreated),
    date_updated: isoSeconds(row.dateUpdated),
    created_by: row.createdBy,
  };
  const permissions = `${url}/Permissions`;
  switch (row.kind) {
    case 'document':
      return { ...common, revision: revisionOf(row), data: row.data, links: { permissions } };
    case 'map':
    case 'list':
      return { ...common, revision: revisionOf(row), links: { items: `${url}/Items`, permissions } };
    case 'stream':
      return { ...common, links: { messages: `${url}/Messages` } };
  }
}
