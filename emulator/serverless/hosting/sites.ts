import { createHash } from 'node:crypto';
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { World } from '../../core/world';
import type { Contents } from '../contents';
import type { ConsoleLevel } from '../host/messages';
import type { BuildRow, DeploymentRow, EnvironmentRow, ServerlessTables, ServiceRow, VersionRow } from '../rows';
import { createFunctionHost, type FunctionHost } from './function-host';
import { hostProgram } from './host-program';
import { findPackage } from './packages';
import { unpackBuild } from './unpack';

/** What is live under one domain. */
export interface Site {
  readonly service: ServiceRow;
  readonly environment: EnvironmentRow;
  readonly deployment: DeploymentRow;
  readonly build: BuildRow;
  readonly routes: ReadonlyMap<string, Route>;
  readonly host: FunctionHost;
}
export type Route = { readonly kind: 'function' | 'asset'; readonly version: VersionRow };

export interface Sites {
  /** Puts the environment's present deployment in place of what it served before; resolves when it serves. */
  deploy(environmentSid: string): Promise<void>;
  /** Makes what is served what the tables say. Hosts start with the first request, or with `warm`. */
  restore(): void;
  /** Starts what does not run yet. */
  warm(): void;
  byDomain(domain: string): Site | undefined;
  /** The one that was deployed last: what a loopback address stands for. */
  latest(): Site | undefined;
  /** Functions start from nothing, as after a deploy: what they keep in memory is gone. */
  forget(): void;
  /** Resolves when no process of Functions is left. */
  stop(): Promise<void>;
}
export interface SitesOptions {
  readonly world: World;
  readonly rows: ServerlessTables;
  readonly contents: Contents;
  readonly folder: string;
  readonly projectFolder: string; // where the packages that a build depends on are looked for
  environment(): Readonly<Record<string, string>>;
  context?(): Readonly<Record<string, string>>;
  onConsole(site: Site, line: { run: string | undefined; level: ConsoleLevel; text: string }): void;
}

interface Hosted {
  readonly site: Site;
  readonly fingerprint: string;
  readonly baseDir: string;
}

export function createSites(options: SitesOptions): Sites {
  const { world, rows, contents, folder, projectFolder } = options;
  const hosted = new Map<string, Hosted>(); // by the environment's SID
  const hosts = new Set<FunctionHost>(); // also those that only finish what they have begun
  const buildsFolder = join(folder, 'builds');
  let count = 0;

  const packageFolder = (name: string) => findPackage(name, projectFolder) ?? findPackage(name, __dirname);

  const present = (environmentSid: string): Omit<Site, 'host' | 'routes'> | undefined => {
    const environment = rows.environments.get(environmentSid);
    const deployment = rows.deployments.get(environment?.deploymentSid ?? '');
    const build = rows.builds.get(deployment?.buildSid ?? '');
    const service = rows.services.get(environment?.serviceSid ?? '');
    return environment && deployment && build && service && { service, environment, deployment, build };
  };

  const variablesOf = ({ service, environment, deployment }: Omit<Site, 'host' | 'routes'>) => ({
    ...deployment.variables,
    ...(service.includeCredentials && {
      ACCOUNT_SID: world.account.accountSid,
      AUTH_TOKEN: world.account.authToken,
    }),
    DOMAIN_NAME: environment.domainName,
    SERVICE_SID: service.sid,
    ENVIRONMENT_SID: environment.sid,
  });

  /** Brings up what the tables say now. A deployment that changes nothing for the Functions keeps their process. */
  const bringUp = (environmentSid: string): Hosted | undefined => {
    const before = hosted.get(environmentSid);
    const now = present(environmentSid);
    if (!now) {
      if (before) takeDown(before);
      hosted.delete(environmentSid);
      return undefined;
    }
    const variables = variablesOf(now);
    const { functions, assets, dependencies } = now.build;
    const hostedFiles = [...functions, ...assets.filter(({ visibility }) => visibility === 'private')];
    const fingerprint = createHash('sha256')
      .update(JSON.stringify([variables, dependencies, hostedFiles.map(identityOf).sort()]))
      .digest('hex');
    const routes = routesOf(now.build);
    if (before?.fingerprint === fingerprint) {
      const kept: Hosted = { ...before, site: { ...now, routes, host: before.site.host } };
      hosted.delete(environmentSid); // so that it is the last one again
      hosted.set(environmentSid, kept);
      return kept;
    }

    const baseDir = join(buildsFolder, `${now.build.sid}-${process.pid}-${++count}`);
    const unpacked = unpackBuild(now.build, contents, baseDir, packageFolder);
    const host = createFunctionHost({
      program: hostProgram(folder),
      site: {
        ...unpacked,
        url: `https://${now.environment.domainName}`,
        variables,
        undici: packageFolder('undici') ?? 'undici',
      },
      environment: options.environment,
      context: options.context,
      onConsole: (line) => options.onConsole(site, line),
    });
    hosts.add(host);
    const site: Site = { ...now, routes, host };
    return { site, fingerprint, baseDir };
  };

  const takeDown = (old: Hosted) => {
    old.site.host
      .drain()
      .then(() => hosts.delete(old.site.host))
      .then(() => rmSync(old.baseDir, { recursive: true, force: true }))
      .catch(() => undefined);
  };

  const swap = (environmentSid: string, next: Hosted) => {
    const before = hosted.get(environmentSid);
    hosted.delete(environmentSid);
    hosted.set(environmentSid, next);
    if (before && before.site.host !== next.site.host) takeDown(before);
  };

  const tryToBringUp = (environmentSid: string) => {
    try {
      return bringUp(environmentSid);
    } catch (error) {
      console.error(error);
      return undefined;
    }
  };

  if (existsSync(buildsFolder)) {
    for (const name of readdirSync(buildsFolder)) rmSync(join(buildsFolder, name), { recursive: true, force: true });
  }

  return {
    async deploy(environmentSid) {
      const next = bringUp(environmentSid);
      if (!next || hosted.get(environmentSid) === next) return;
      await next.site.host.ready();
      // Another deployment, or a reset, may have come in between.
      if (rows.environments.get(environmentSid)?.deploymentSid === next.site.deployment.sid) swap(environmentSid, next);
      else takeDown(next);
    },
    restore() {
      const inOrder = [...rows.environments.values()]
        .map(({ sid }) => ({ sid, deployedMs: present(sid)?.deployment.createdMs ?? 0 }))
        .sort((a, b) => a.deployedMs - b.deployedMs);
      for (const sid of hosted.keys()) if (!rows.environments.get(sid)) bringUp(sid);
      for (const { sid } of inOrder) {
        const next = tryToBringUp(sid);
        if (!next || hosted.get(sid) === next) continue;
        swap(sid, next);
      }
    },
    warm() {
      for (const [environmentSid, { site }] of hosted) {
        site.host.ready().catch((error: unknown) => {
          // One that was replaced or stopped as it started is missed by nobody
          if (hosted.get(environmentSid)?.site.host !== site.host) return;
          console.error(error instanceof Error ? error.message : error);
        });
      }
    },
    byDomain(domain) {
      for (const { site } of hosted.values()) if (site.environment.domainName === domain) return site;
      return undefined;
    },
    latest: () => [...hosted.values()].at(-1)?.site,
    forget() {
      for (const { site } of hosted.values()) site.host.forget();
    },
    async stop() {
      const folders = [...hosted.values()].map(({ baseDir }) => baseDir);
      hosted.clear();
      await Promise.all([...hosts].map((host) => host.stop()));
      for (const baseDir of folders) rmSync(baseDir, { recursive: true, force: true });
    },
  };
}

const identityOf = ({ path, visibility, contentHash }: VersionRow) => `${path} ${visibility} ${contentHash}`;

function routesOf(build: BuildRow): ReadonlyMap<string, Route> {
  const routes = new Map<string, Route>();
  for (const version of build.assets) routes.set(version.path, { kind: 'asset', version });
  for (const version of build.functions) routes.set(version.path, { kind: 'function', version });
  return routes;
}
