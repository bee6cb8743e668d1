import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import type { Part, World } from '../core/world';
import { createAuthenticator } from '../rest/credentials';
import { buildOperations } from './api/builds';
import { type ApiContext, host } from './api/context';
import { deploymentOperations } from './api/deployments';
import { environmentOperations } from './api/environments';
import { createLogs } from './api/logs';
import { assetKind, functionContentOperations, functionKind, resourceOperations } from './api/resources';
import { serviceOperations } from './api/services';
import { createUpload, uploadHost } from './api/upload';
import { variableOperations } from './api/variables';
import { createContents } from './contents';
import { gateRequestOf, readRequest, webhookAnswerOf, writeAnswer } from './gate/door';
import { textAnswer } from './gate/exchange';
import { createGate } from './gate/gate';
import type { ConsoleLevel } from './host/messages';
import { findPackage } from './hosting/packages';
import { createSites, type Site } from './hosting/sites';
import { type RunLimits, runLimits } from './limits';
import { openTables } from './rows';

/** Twilio's Serverless API, and the hosting of what is deployed with it. */
export interface Serverless extends Part {
  /** Serves everything that arrives on the service's port: the environment deployed last, or the one whose domain is called. */
  handle(request: IncomingMessage, response: ServerResponse): void;
  /** The domain of the environment deployed last: 'frontdesk-1234-dev.twil.io'. */
  domain(): string | undefined;
  /** What Functions keep in memory is gone, as after a deploy. */
  forget(): void;
}
export interface ServerlessOptions {
  /** What the process that hosts Functions is started with: HTTP_PROXY and NODE_EXTRA_CA_CERTS. */
  functionsEnvironment(): Record<string, string>;
  /** What every Function finds in its context besides its variables. */
  functionsContext?(): Record<string, string>;
  /** Where uploads and unpacked builds are kept. */
  readonly folder: string;
  /** Where the packages that builds depend on are installed; default: the working directory. */
  readonly projectFolder?: string;
  readonly limits?: Partial<RunLimits>;
}

export function createServerless(world: World, options: ServerlessOptions): Serverless {
  const { folder, projectFolder = process.cwd() } = options;
  const limits: RunLimits = { ...runLimits, ...options.limits };
  const rows = openTables(world.tables);
  const contents = createContents(join(folder, 'contents'));
  const context: ApiContext = { world, rows, contents };
  const logs = createLogs(context);

  const onConsole = (site: Site, line: { run: string | undefined; level: ConsoleLevel; text: string }) => {
    const path = world.invocations.get(line.run ?? '')?.function ?? '';
    const add = () =>
      world.log.add({
        kind: 'console',
        level: line.level,
        function: path,
        invocation: line.run ?? '',
        text: line.text,
      });
    const cause = world.invocations.get(line.run ?? '')?.cause;
    if (cause === undefined) add();
    else world.causes.start('console', async () => add(), cause).catch(() => undefined);
    if (line.run === undefined) return;
    logs.add({
      serviceSid: site.service.sid,
      environmentSid: site.environment.sid,
      buildSid: site.build.sid,
      deploymentSid: site.deployment.sid,
      functionSid: site.routes.get(path)?.version.resourceSid ?? '',
      requestSid: line.run,
      level: line.level === 'warn' || line.level === 'error' ? line.level : 'info',
      message: line.text,
    });
  };

  const sites = createSites({
    world,
    rows,
    contents,
    folder,
    projectFolder,
    environment: options.functionsEnvironment,
    context: options.functionsContext,
    onConsole,
  });
  const note = (site: Site, run: string, text: string) => onConsole(site, { run, level: 'error', text });
  const gate = createGate({ world, contents, limits, note });

  world.webhooks.serve((domain) => {
    const site = sites.byDomain(domain);
    return site && (async (request) => webhookAnswerOf(await gate(site, gateRequestOf(request))));
  });
  world.tables.onRestore(() => {
    logs.clear();
    sites.restore();
    sites.warm();
  });
  const deployed = [...rows.environments.values()].flatMap(({ buildSid }) => rows.builds.get(buildSid ?? '') ?? []);
  contents.sweep(
    new Set(
      deployed.flatMap(({ functions, assets }) => [...functions, ...assets]).map(({ contentHash }) => contentHash),
    ),
  );
  sites.restore();
  // When the clock is let go, the emulator's ports are known.
  if (sites.latest()) world.clock.at(world.clock.now(), 'Start the Functions', () => sites.warm());

  const authenticate = createAuthenticator(world);
  const upload = createUpload(context, authenticate);
  const isInstalled = (name: string) => findPackage(name, projectFolder) !== undefined;

  return {
    operations: {
      [host]: {
        ...serviceOperations(context, () => sites.restore()),
        ...environmentOperations(context, () => sites.restore()),
        ...resourceOperations(context, functionKind(context)),
        ...resourceOperations(context, assetKind(context)),
        ...functionContentOperations(context),
        ...buildOperations(context, isInstalled),
        ...variableOperations(context),
        ...deploymentOperations(context, (environmentSid) => sites.deploy(environmentSid)),
        ...logs.operations,
      },
    },
    hosts: { [uploadHost]: upload },
    handle(request, response) {
      const named = request.headers.host?.replace(/:\d+$/, '') ?? '';
      const site = sites.byDomain(named) ?? sites.latest();
      const domain = site?.environment.domainName ?? named;
      readRequest(request, domain, limits.requestBytes)
        .then((read) => gate(site, read))
        .catch((error: unknown) => textAnswer(500, error instanceof Error ? error.message : String(error)))
        .then((answer) => writeAnswer(request, response, answer))
        .catch(() => response.destroy()); // the caller has gone
    },
    domain: () => sites.latest()?.environment.domainName,
    forget: () => sites.forget(),
    stop: () => sites.stop(),
  };
}
