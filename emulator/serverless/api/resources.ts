import { newSid } from '../../core/ids';
import type { Table } from '../../core/tables';
import type { ApiCall, Operation } from '../../core/world';
import { pageOf } from '../../rest/paging';
import { serverlessLimits } from '../limits';
import type { ResourceRow, VersionRow } from '../rows';
import {
  type ApiContext,
  deleteWhere,
  isoDate,
  missing,
  newestFirst,
  ownedBy,
  requiredText,
  resourceUrl,
  serviceOf,
} from './context';

/** Functions and Assets are one kind of thing to the API: a name, and versions with a path, a visibility and a content. */
export interface ResourceKind {
  readonly name: 'Function' | 'Asset';
  readonly member: 'function' | 'asset'; // 'function_versions', 'function_sid'
  readonly collection: 'Functions' | 'Assets';
  readonly resources: Table<ResourceRow>;
  readonly versions: Table<VersionRow>;
}
export const functionKind = ({ rows }: ApiContext): ResourceKind => ({
  name: 'Function',
  member: 'function',
  collection: 'Functions',
  resources: rows.functions,
  versions: rows.functionVersions,
});
export const assetKind = ({ rows }: ApiContext): ResourceKind => ({
  name: 'Asset',
  member: 'asset',
  collection: 'Assets',
  resources: rows.assets,
  versions: rows.assetVersions,
});

export function versionJson(accountSid: string, kind: ResourceKind, version: VersionRow): Record<string, unknown> {
  const url = resourceUrl(version.serviceSid, kind.collection, version.resourceSid, 'Versions', version.sid);
  return {
    sid: version.sid,
    account_sid: accountSid,
    service_sid: version.serviceSid,
    [`${kind.member}_sid`]: version.resourceSid,
    path: version.path,
    visibility: version.visibility,
    date_created: isoDate(version.createdMs),
    url,
    ...(kind.name === 'Function' && { links: { function_version_content: `${url}/Content` } }),
  };
}

export function resourceOperations(context: ApiContext, kind: ResourceKind): Record<string, Operation> {
  const { world } = context;
  const { accountSid } = world.account;

  const toJson = (resource: ResourceRow) => {
    const url = resourceUrl(resource.serviceSid, kind.collection, resource.sid);
    return {
      sid: resource.sid,
      account_sid: accountSid,
      service_sid: resource.serviceSid,
      friendly_name: resource.friendlyName,
      date_created: isoDate(resource.createdMs),
      date_updated: isoDate(resource.updatedMs),
      url,
      links: { [`${kind.member}_versions`]: `${url}/Versions` },
    };
  };
  const named = (call: ApiCall, parameter?: string) =>
    ownedBy(serviceOf(context, call).sid, kind.resources, call, parameter);

  return {
    [`Create${kind.name}`](call) {
      const service = serviceOf(context, call);
      const nowMs = world.clock.now();
      const resource: ResourceRow = {
        sid: newSid('ZH'), // for both kinds
        serviceSid: service.sid,
        friendlyName: requiredText(call, 'FriendlyName', serverlessLimits.friendlyNameCharacters),
        createdMs: nowMs,
        updatedMs: nowMs,
      };
      kind.resources.set(resource.sid, resource);
      return { status: 201, body: toJson(resource) };
    },
    [`Fetch${kind.name}`]: (call) => ({ status: 200, body: toJson(named(call)) }),
    [`List${kind.name}`](call) {
      const service = serviceOf(context, call);
      const found = newestFirst(kind.resources, ({ serviceSid }) => serviceSid === service.sid);
      return pageOf(call, kind.collection.toLowerCase(), found, toJson);
    },
    [`Update${kind.name}`](call) {
      const updated: ResourceRow = {
        ...named(call),
        friendlyName: requiredText(call, 'FriendlyName', serverlessLimits.friendlyNameCharacters),
        updatedMs: world.clock.now(),
      };
      kind.resources.set(updated.sid, updated);
      return { status: 200, body: toJson(updated) };
    },
    [`Delete${kind.name}`](call) {
      const { sid } = named(call);
      deleteWhere(kind.versions, ({ resourceSid }) => resourceSid === sid);
      kind.resources.delete(sid);
      return { status: 204 };
    },
    [`List${kind.name}Version`](call) {
      const { sid } = named(call, `${kind.name}Sid`);
      const found = newestFirst(kind.versions, ({ resourceSid }) => resourceSid === sid);
      return pageOf(call, `${kind.member}_versions`, found, (version) => versionJson(accountSid, kind, version));
    },
    [`Fetch${kind.name}Version`]: (call) => ({
      status: 200,
      body: versionJson(accountSid, kind, versionOf(kind, call, named(call, `${kind.name}Sid`))),
    }),
  };
}

export function versionOf(kind: ResourceKind, call: ApiCall, resource: ResourceRow): VersionRow {
  const version = kind.versions.get(call.path.Sid ?? '');
  if (!version || version.resourceSid !== resource.sid) throw missing(call);
  return version;
}

/** The code of a Function's version; Assets have no such operation. */
export function functionContentOperations(context: ApiContext): Record<string, Operation> {
  const kind = functionKind(context);
  return {
    FetchFunctionVersionContent(call) {
      const resource = ownedBy(serviceOf(context, call).sid, kind.resources, call, 'FunctionSid');
      const version = versionOf(kind, call, resource);
      const content = context.contents.get(version.contentHash);
      if (!content) throw missing(call);
      return {
        status: 200,
        body: {
          sid: version.sid,
          account_sid: context.world.account.accountSid,
          service_sid: version.serviceSid,
          function_sid: resource.sid,
          content: content.toString('utf8'),
          url: resourceUrl(version.serviceSid, 'Functions', resource.sid, 'Versions', version.sid, 'Content'),
        },
      };
    },
  };
}
