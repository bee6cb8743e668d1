import { newSid } from '../../core/ids';
import type { ApiCall, Operation } from '../../core/world';
import { pageOf } from '../../rest/paging';
import { defaultRuntime, runtimes, serverlessLimits } from '../limits';
import type { BuildRow, VersionRow } from '../rows';
import {
  type ApiContext,
  badRequest,
  formList,
  formText,
  isoDate,
  newestFirst,
  ownedBy,
  resourceUrl,
  serviceOf,
} from './context';
import { checkDependencies, parseDependencies } from './dependencies';
import { assetKind, functionKind, type ResourceKind, versionJson } from './resources';

/** @param isInstalled whether a package that a build names can be found on this machine */
export function buildOperations(
  context: ApiContext,
  isInstalled: (name: string) => boolean,
): Record<string, Operation> {
  const { world, rows } = context;
  const { accountSid } = world.account;

  const toJson = (build: BuildRow, status = 'completed') => {
    const url = resourceUrl(build.serviceSid, 'Builds', build.sid);
    return {
      sid: build.sid,
      account_sid: accountSid,
      service_sid: build.serviceSid,
      status,
      asset_versions: build.assets.map((version) => versionJson(accountSid, assetKind(context), version)),
      function_versions: build.functions.map((version) => versionJson(accountSid, functionKind(context), version)),
      dependencies: build.dependencies,
      runtime: build.runtime,
      date_created: isoDate(build.createdMs),
      date_updated: isoDate(build.createdMs),
      url,
      links: { build_status: `${url}/Status` },
    };
  };
  const named = (call: ApiCall) => ownedBy(serviceOf(context, call).sid, rows.builds, call);
  const buildsOf = (wanted: string) => newestFirst(rows.builds, ({ serviceSid }) => serviceSid === wanted);

  return {
    CreateBuild(call) {
      const service = serviceOf(context, call);
      const functions = versionsOf(call, functionKind(context), service.sid);
      const assets = versionsOf(call, assetKind(context), service.sid);
      checkCounts(functions, assets);
      checkPaths([...functions, ...assets]);
      const dependencies = parseDependencies(formText(call, 'Dependencies'));
      checkDependencies(dependencies, isInstalled);
      const runtime = formText(call, 'Runtime') ?? buildsOf(service.sid)[0]?.runtime ?? defaultRuntime;
      if (!runtimes.some((known) => known === runtime)) {
        throw badRequest(`Runtime '${runtime}' is not one of ${runtimes.join(', ')}`);
      }
      const build: BuildRow = {
        sid: newSid('ZB'),
        serviceSid: service.sid,
        functions,
        assets,
        dependencies,
        runtime,
        createdMs: world.clock.now(),
      };
      rows.builds.set(build.sid, build);
      // There is nothing to install, so a build is done when it is asked for again; a new one never says so at once.
      return { status: 201, body: toJson(build, 'building') };
    },
    FetchBuild: (call) => ({ status: 200, body: toJson(named(call)) }),
    FetchBuildStatus(call) {
      const { sid, serviceSid } = named(call);
      const url = resourceUrl(serviceSid, 'Builds', sid, 'Status');
      return {
        status: 200,
        body: { sid, account_sid: accountSid, service_sid: serviceSid, status: 'completed', url },
      };
    },
    ListBuild: (call) => pageOf(call, 'builds', buildsOf(serviceOf(context, call).sid), (build) => toJson(build)),
    DeleteBuild(call) {
      const { sid } = named(call);
      for (const { buildSid, domainName } of rows.environments.values()) {
        if (buildSid === sid) throw badRequest(`Build ${sid} is deployed at ${domainName} and cannot be deleted`);
      }
      rows.builds.delete(sid);
      return { status: 204 };
    },
  };
}

function versionsOf(call: ApiCall, kind: ResourceKind, serviceSid: string): VersionRow[] {
  return formList(call, `${kind.name}Versions`).map((sid) => {
    const version = kind.versions.get(sid);
    if (!version || version.serviceSid !== serviceSid) throw badRequest(`${kind.name} version ${sid} was not found`);
    return version;
  });
}

function checkCounts(functions: readonly VersionRow[], assets: readonly VersionRow[]): void {
  const privateAssets = assets.filter(({ visibility }) => visibility === 'private').length;
  const counts = [
    ['Function versions', functions.length, serverlessLimits.functionsPerBuild],
    ['public and protected Asset versions', assets.length - privateAssets, serverlessLimits.assetsPerBuild],
    ['private Asset versions', privateAssets, serverlessLimits.privateAssetsPerBuild],
  ] as const;
  for (const [what, count, allowed] of counts) {
    if (count > allowed) throw badRequest(`The build has ${count} ${what}; at most ${allowed} are allowed`);
  }
}

function checkPaths(versions: readonly VersionRow[]): void {
  const seen = new Set<string>();
  for (const { path } of versions) {
    if (seen.has(path)) throw badRequest(`The build has two versions with the path ${path}`);
    seen.add(path);
  }
}
