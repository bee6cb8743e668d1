import { randomInt } from 'node:crypto';
import { newSid } from '../../core/ids';
import type { Operation } from '../../core/world';
import { pageOf } from '../../rest/paging';
import { serverlessLimits } from '../limits';
import type { ServiceRow } from '../rows';
import {
  type ApiContext,
  badRequest,
  conflict,
  deleteWhere,
  formFlag,
  isoDate,
  limitedText,
  newestFirst,
  requiredText,
  resourceUrl,
  serviceOf,
} from './context';

const uniqueNamePattern = /^[A-Za-z0-9][A-Za-z0-9_-]*$/; // it becomes part of a domain name

/** @param onRemoved called after a service is gone with all that it had */
export function serviceOperations(context: ApiContext, onRemoved: () => void): Record<string, Operation> {
  const { world, rows } = context;

  const toJson = (service: ServiceRow) => {
    const url = resourceUrl(service.sid);
    return {
      sid: service.sid,
      account_sid: world.account.accountSid,
      friendly_name: service.friendlyName,
      unique_name: service.uniqueName,
      include_credentials: service.includeCredentials,
      ui_editable: service.uiEditable,
      domain_base: service.domainBase,
      date_created: isoDate(service.createdMs),
      date_updated: isoDate(service.updatedMs),
      url,
      links: {
        environments: `${url}/Environments`,
        functions: `${url}/Functions`,
        assets: `${url}/Assets`,
        builds: `${url}/Builds`,
      },
    };
  };

  return {
    CreateService(call) {
      const uniqueName = requiredText(call, 'UniqueName', serverlessLimits.serviceNameCharacters);
      const friendlyName = requiredText(call, 'FriendlyName', serverlessLimits.friendlyNameCharacters);
      if (!uniqueNamePattern.test(uniqueName)) {
        throw badRequest(`UniqueName '${uniqueName}' may only hold letters, digits, '-' and '_'`);
      }
      for (const service of rows.services.values()) {
        if (service.uniqueName === uniqueName) throw conflict(`Service with UniqueName '${uniqueName}' already exists`);
      }
      if (rows.services.size >= serverlessLimits.servicesPerAccount) {
        throw badRequest(`The account has ${rows.services.size} services, and no more are allowed`);
      }
      const nowMs = world.clock.now();
      const service: ServiceRow = {
        sid: newSid('ZS'),
        uniqueName,
        friendlyName,
        includeCredentials: formFlag(call, 'IncludeCredentials') ?? true,
        uiEditable: formFlag(call, 'UiEditable') ?? false,
        domainBase: `${uniqueName.toLowerCase().replaceAll('_', '-')}-${randomInt(1_000, 10_000)}`,
        createdMs: nowMs,
        updatedMs: nowMs,
      };
      rows.services.set(service.sid, service);
      return { status: 201, body: toJson(service) };
    },
    FetchService: (call) => ({ status: 200, body: toJson(serviceOf(context, call, 'Sid')) }),
    ListService: (call) =>
      pageOf(
        call,
        'services',
        newestFirst(rows.services, () => true),
        toJson,
      ),
    UpdateService(call) {
      const service = serviceOf(context, call, 'Sid');
      const updated: ServiceRow = {
        ...service,
        friendlyName:
          limitedText(call, 'FriendlyName', serverlessLimits.friendlyNameCharacters) ?? service.friendlyName,
        includeCredentials: formFlag(call, 'IncludeCredentials') ?? service.includeCredentials,
        uiEditable: formFlag(call, 'UiEditable') ?? service.uiEditable,
        updatedMs: world.clock.now(),
      };
      rows.services.set(service.sid, updated);
      return { status: 200, body: toJson(updated) };
    },
    DeleteService(call) {
      const { sid } = serviceOf(context, call, 'Sid');
      const isOurs = (row: { serviceSid: string }) => row.serviceSid === sid;
      deleteWhere(rows.environments, isOurs);
      deleteWhere(rows.functions, isOurs);
      deleteWhere(rows.functionVersions, isOurs);
      deleteWhere(rows.assets, isOurs);
      deleteWhere(rows.assetVersions, isOurs);
      deleteWhere(rows.builds, isOurs);
      deleteWhere(rows.variables, isOurs);
      deleteWhere(rows.deployments, isOurs);
      rows.services.delete(sid);
      onRemoved();
      return { status: 204 };
    },
  };
}
