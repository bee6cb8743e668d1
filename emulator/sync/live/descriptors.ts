import { restNames } from '../rest/context';
import type { ItemKey, ItemRow, ObjectKind, ObjectRow, ParentRow } from '../rows';
import { revisionOf } from '../rows';

/** Resources as the realtime API writes them. Its clients follow the absolute addresses in them, through the socket. */
const base = 'https://cds.us1.twilio.com/v3/Services';

const isoOf = (ms: number) => new Date(ms).toISOString();
export const isoOrNull = (ms: number | null): string | null => (ms === null ? null : isoOf(ms));

const urlOf = ({ kind, sid, serviceSid }: { kind: ObjectKind; sid: string; serviceSid: string }) =>
  `${base}/${serviceSid}/${restNames[kind].folder}/${sid}`;
export const itemUrlOf = (parent: { kind: ObjectKind; sid: string; serviceSid: string }, key: ItemKey): string =>
  `${urlOf(parent)}/Items/${encodeURIComponent(key)}`;

export function objectDescriptor(accountSid: string, row: ObjectRow, { withData = true } = {}) {
  const url = urlOf(row);
  const common = {
    sid: row.sid,
    unique_name: row.uniqueName,
    type: row.kind,
    account_sid: accountSid,
    service_sid: row.serviceSid,
    url,
    date_created: isoOf(row.dateCreated),
    date_updated: isoOf(row.dateUpdated),
    date_expires: isoOrNull(row.dateExpires),
    created_by: row.createdBy,
  };
  if (row.kind === 'stream') return { ...common, links: { messages: `${url}/Messages` } };
  const revised = { ...common, revision: revisionOf(row), last_event_id: row.lastEventId };
  if (row.kind === 'document') return { ...revised, ...(withData && { data: row.data }), links: {} };
  if (row.kind === 'map') return { ...revised, links: { items: `${url}/Items` } };
  return { ...revised, links: { items: `${url}/Items`, context: `${url}/Context` } };
}

export function itemDescriptor(accountSid: string, parent: ParentRow, row: ItemRow, { withData = true } = {}) {
  return {
    [parent.kind === 'map' ? 'key' : 'index']: row.key,
    account_sid: accountSid,
    service_sid: parent.serviceSid,
    [restNames[parent.kind].sidMember]: parent.sid,
    url: itemUrlOf(parent, row.key),
    revision: revisionOf(row),
    last_event_id: row.eventId,
    ...(withData && { data: row.data }),
    date_created: isoOf(row.dateCreated),
    date_updated: isoOf(row.dateUpdated),
    date_expires: isoOrNull(row.dateExpires),
    created_by: row.createdBy,
  };
}
