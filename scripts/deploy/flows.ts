import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { type ServiceName, serviceNames } from '../../src/services';
import type { AccountClient } from '../../src/twilio/account-client';
import type { Changes } from './changes';
import { commitMessage } from './commit-message';
import { isKnownEdit } from './flow-edits';
import { type FlowTargets, flowsNeededBy, resolveFlow } from './resolve-flow';
import { SettingsError } from './settings';
import type { Standing } from './standing';

export interface FlowFile {
  readonly name: string;
  readonly text: string;
}

/** Flows that belong to a service; an operator's own belong to none. */
const serviceOf: Readonly<Record<string, ServiceName>> = { 'order-pickup': 'pickup', reschedule: 'reminders' };

/** @throws {SettingsError} naming the file, when it is not JSON */
function jsonIn(file: string): string {
  const text = readFileSync(file, 'utf8');
  try {
    JSON.parse(text);
    return text;
  } catch (error) {
    throw new SettingsError([`flows/${basename(file)}: ${error instanceof Error ? error.message : error}`]);
  }
}

/** The flows of the repository that something needs, each after those that it calls. */
export function flowFiles(root: string, services: readonly ServiceName[] = serviceNames): FlowFile[] {
  const folder = join(root, 'flows');
  const files = existsSync(folder) ? readdirSync(folder).filter((file) => file.endsWith('.json')) : [];
  const all = files
    .sort()
    .map((file) => ({ name: basename(file, '.json'), text: jsonIn(join(folder, file)) }))
    .filter(({ name }) => {
      const service = serviceOf[name];
      return service === undefined || services.includes(service);
    });
  const ordered: FlowFile[] = [];
  const add = (flow: FlowFile, callers: readonly string[]) => {
    if (ordered.includes(flow)) return;
    if (callers.includes(flow.name)) throw new Error(`The flow ${flow.name} calls itself by way of others.`);
    for (const name of flowsNeededBy(flow.text)) {
      const needed = all.find((other) => other.name === name);
      if (needed) add(needed, [...callers, flow.name]);
    }
    ordered.push(flow);
  };
  for (const flow of all) add(flow, []);
  return ordered;
}

/** The variable under which Functions know a flow: FLOW_ORDER_PICKUP for flows/order-pickup.json. */
export const flowVariable = (name: string): string => `FLOW_${name.toUpperCase().replace(/[^A-Z0-9]+/g, '_')}`;

export interface FlowsWanted {
  readonly root: string;
  /** Put before each flow's name in the console: 'Frontdesk (dev)'. */
  readonly name: string;
  readonly standing: Standing;
  /** What is offered; all, when left out. */
  readonly services?: readonly ServiceName[];
  /** Publish over an edit that was made in the console and never pulled. */
  readonly force?: boolean;
}

export interface DeployedFlow {
  readonly name: string; // of the file in flows/
  readonly sid: string;
  readonly friendlyName: string;
  readonly status: string;
  readonly revision: number;
  readonly commitMessage: string;
  readonly definition: unknown; // with the deployment's ids in it
}

/** The flow of the account that a file stands for. */
export async function deployedFlow(
  client: AccountClient,
  name: string,
  { name: prefix, standing }: Pick<FlowsWanted, 'name' | 'standing'>,
): Promise<DeployedFlow | undefined> {
  const flows = await client.studio.v2.flows.list();
  const known =
    flows.find(({ sid }) => sid === standing.variables[flowVariable(name)]) ??
    flows.find((flow) => flow.friendlyName === `${prefix}: ${name}`);
  if (!known) return undefined;
  const { sid, friendlyName, status, revision, commitMessage, definition } = await client.studio.v2
    .flows(known.sid)
    .fetch();
  return { name, sid, friendlyName, status, revision, commitMessage: commitMessage ?? '', definition };
}

/** What stands behind the placeholders now; flows are added as they are found. */
export async function flowTargets(
  client: AccountClient,
  { serviceSid = '', environmentSid = '', domain = '', buildSid }: Standing,
): Promise<FlowTargets & { readonly flowSids: Map<string, string> }> {
  const build =
    buildSid === undefined ? undefined : await client.serverless.v1.services(serviceSid).builds(buildSid).fetch();
  const versions = (build?.functionVersions ?? []) as readonly { path?: string; function_sid?: string }[];
  const functionSids = new Map(
    versions.flatMap(({ path, function_sid: sid }) => (path !== undefined && sid !== undefined ? [[path, sid]] : [])),
  );
  return { serviceSid, environmentSid, domain, functionSids, flowSids: new Map() };
}

/** Creates, updates and publishes what differs, and tells the Functions where the flows are. Answers the variables. */
export async function ensureFlows(
  client: AccountClient,
  wanted: FlowsWanted,
  changes: Changes,
): Promise<Record<string, string>> {
  const { root, name: prefix, standing, services, force = false } = wanted;
  const files = flowFiles(root, services);
  if (files.length === 0) return {};
  const targets = await flowTargets(client, standing);
  const message = commitMessage(root);
  for (const { name, text } of files) {
    const friendlyName = `${prefix}: ${name}`;
    const known = await deployedFlow(client, name, wanted);
    const definition = rehearsed(text, targets, changes);
    if (!known) {
      const made = await changes.make(`Create and publish the flow ${friendlyName}`, () =>
        client.studio.v2.flows.create({ friendlyName, definition, commitMessage: message, status: 'published' }),
      );
      if (made) targets.flowSids.set(name, made.sid);
      continue;
    }
    targets.flowSids.set(name, known.sid);
    const same =
      known.status === 'published' &&
      known.friendlyName === friendlyName &&
      isDeepStrictEqual(known.definition, definition);
    if (same) continue;
    if (!force && !isKnownEdit(root, known, targets)) {
      changes.note(
        `The flow ${friendlyName} was edited in the console since it was last pushed or pulled, and stays as it is there. ` +
          'See the edit with npm run flows:diff, take it with npm run flows:pull, or drop it with npm run flows:push -- --force.',
      );
      continue;
    }
    await changes.make(`Publish the changed flow ${friendlyName}`, () =>
      client.studio.v2
        .flows(known.sid)
        .update({ friendlyName, definition, commitMessage: message, status: 'published' }),
    );
  }
  const variables = Object.fromEntries([...targets.flowSids].map(([name, sid]) => [flowVariable(name), sid]));
  await setVariables(client, standing, variables, changes);
  return variables;
}

/** The definition; in a rehearsal undefined where it needs what only a deploy makes. */
function rehearsed(text: string, targets: FlowTargets, changes: Changes): unknown {
  try {
    return resolveFlow(text, targets);
  } catch (error) {
    if (changes.rehearse) return undefined;
    throw error;
  }
}

async function setVariables(
  client: AccountClient,
  { serviceSid, environmentSid, buildSid }: Standing,
  wanted: Readonly<Record<string, string>>,
  changes: Changes,
) {
  if (serviceSid === undefined || environmentSid === undefined || buildSid === undefined) return;
  const environment = client.serverless.v1.services(serviceSid).environments(environmentSid);
  const { variables } = environment;
  const known = await variables.list();
  const stale = Object.entries(wanted).filter(
    ([key, value]) => !known.some((one) => one.key === key && one.value === value),
  );
  if (stale.length === 0) return;
  for (const [key, value] of stale) {
    const standing = known.find((variable) => variable.key === key);
    await changes.make(`Tell the Functions ${key}`, async () => {
      if (standing) await environment.variables(standing.sid).update({ value });
      else await variables.create({ key, value });
    });
  }
  // Functions get the variables that were there when their build was activated
  await changes.make('Activate the build again, with these variables', () =>
    environment.deployments.create({ buildSid }),
  );
}
