import { newSid } from '../../core/ids';
import type { Operation } from '../../core/world';
import { pageOf } from '../../rest/paging';
import { serverlessLimits } from '../limits';
import type { EnvironmentRow } from '../rows';
import {
  type ApiContext,
  badRequest,
  conflict,
  deleteWhere,
  environmentOf,
  isoDate,
  limitedText,
  newestFirst,
  requiredText,
  resourceUrl,
  serviceOf,
} from './context';

const domainSuffixPattern = /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/;

/** @param onRemoved called after an environment is gone */
export function environmentOperations(context: ApiContext, onRemoved: () => void): Record<string, Operation> {
  const { world, rows } = context;

  const toJson = (environment: EnvironmentRow) => {
    const url = resourceUrl(environment.serviceSid, 'Environments', environment.sid);
    return {
      sid: environment.sid,
      account_sid: world.account.accountSid,
      service_sid: environment.serviceSid,
      build_sid: environment.buildSid,
      unique_name: environment.uniqueName,
      domain_suffix: environment.domainSuffix,
      domain_name: environment.domainName,
      date_created: isoDate(environment.createdMs),
      date_updated: isoDate(environment.updatedMs),
      url,
      links: { variables: `${url}/Variables`, deployments: `${url}/Deployments`, logs: `${url}/Logs` },
    };
  };

  return {
    CreateEnvironment(call) {
      const service = serviceOf(context, call);
      const uniqueName = requiredText(call, 'UniqueName', serverlessLimits.environmentNameCharacters);
      const domainSuffix = limitedText(call, 'DomainSuffix', serverlessLimits.domainSuffixCharacters) ?? null;
      if (domainSuffix !== null && !domainSuffixPattern.test(domainSuffix)) {
        throw badRequest(`DomainSuffix '${domainSuffix}' may only hold lower-case letters, digits and '-'`);
      }
      const others = newestFirst(rows.environments, ({ serviceSid }) => serviceSid === service.sid);
      if (others.some((other) => other.uniqueName === uniqueName)) {
        throw conflict(`Environment with UniqueName '${uniqueName}' already exists`);
      }
      if (others.some((other) => other.domainSuffix === domainSuffix)) {
        throw conflict(`Environment with DomainSuffix '${domainSuffix ?? ''}' already exists`);
      }
      if (others.length >= serverlessLimits.environmentsPerService) {
        throw badRequest(`The service has ${others.length} environments, and no more are allowed`);
      }
      const nowMs = world.clock.now();
      const environment: EnvironmentRow = {
        sid: newSid('ZE'),
        serviceSid: service.sid,
        uniqueName,
        domainSuffix,
        domainName: `${service.domainBase}${domainSuffix === null ? '' : `-${domainSuffix}`}.twil.io`,
        buildSid: null,
        createdMs: nowMs,
        updatedMs: nowMs,
      };
      rows.environments.set(environment.sid, environment);
      return { status: 201, body: toJson(environment) };
    },
    FetchEnvironment: (call) => ({ status: 200, body: toJson(environmentOf(context, call, 'Sid')) }),
    ListEnvironment(call) {
      const service = serviceOf(context, call);
      const found = newestFirst(rows.environments, ({ serviceSid }) => serviceSid === service.sid);
      return pageOf(call, 'environments', found, toJson);
    },
    DeleteEnvironment(call) {
      const { sid } = environmentOf(context, call, 'Sid');
      deleteWhere(rows.variables, ({ environmentSid }) => environmentSid === sid);
      deleteWhere(rows.deployments, ({ environmentSid }) => environmentSid === sid);
      rows.environments.delete(sid);
      onRemoved();
      return { status: 204 };
    },
  };
}
