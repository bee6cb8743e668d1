import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { AccountClient } from '../../src/twilio/account-client';
import type { Changes } from './changes';
import { flowsNeededBy, resolveFlow } from './resolve-flow';

interface FlowFile {
  readonly name: string;
  readonly text: string;
}

/** The flows of the repository, each after those that it calls. */
export function flowFiles(root: string): FlowFile[] {
  const folder = join(root, 'flows');
  const files = existsSync(folder) ? readdirSync(folder).filter((file) => file.endsWith('.json')) : [];
  const all = files
    .sort()
    .map((file) => ({ name: basename(file, '.json'), text: readFileSync(join(folder, file), 'utf8') }));
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
  readonly serviceSid: string;
  readonly environmentSid: string;
  readonly buildSid: string;
  readonly domain: string;
  /** The variables of the last deploy: where the SIDs were kept. */
  readonly deployed: Readonly<Record<string, string | undefined>>;
}

/** Creates, updates and publishes what differs, and tells the Functions where the flows are. Answers the variables. */
export async function ensureFlows(
  client: AccountClient,
  wanted: FlowsWanted,
  changes: Changes,
): Promise<Record<string, string>> {
  const { root, name: prefix, serviceSid, environmentSid, domain, deployed } = wanted;
  const files = flowFiles(root);
  if (files.length === 0) return {};
  const [functionSids, flows] = await Promise.all([functionSidsOf(client, wanted), client.studio.v2.flows.list()]);
  const flowSids = new Map<string, string>();
  const commitMessage = lastCommit(root);
  for (const { name, text } of files) {
    const friendlyName = `${prefix}: ${name}`;
    const definition = resolveFlow(text, { serviceSid, environmentSid, domain, functionSids, flowSids });
    const known =
      flows.find(({ sid }) => sid === deployed[flowVariable(name)]) ??
      flows.find((flow) => flow.friendlyName === friendlyName);
    const sid = known
      ? await updated(client, known.sid, { friendlyName, definition, commitMessage }, changes)
      : await created(client, { friendlyName, definition, commitMessage }, changes);
    if (sid !== undefined) flowSids.set(name, sid);
  }
  const variables = Object.fromEntries([...flowSids].map(([name, sid]) => [flowVariable(name), sid]));
  await setVariables(client, wanted, variables, changes);
  return variables;
}

interface Flow {
  readonly friendlyName: string;
  readonly definition: unknown;
  readonly commitMessage: string;
}

const created = async (client: AccountClient, flow: Flow, changes: Changes): Promise<string | undefined> =>
  (
    await changes.make(`Create and publish the flow ${flow.friendlyName}`, () =>
      client.studio.v2.flows.create({ ...flow, status: 'published' }),
    )
  )?.sid;

async function updated(client: AccountClient, sid: string, flow: Flow, changes: Changes): Promise<string> {
  const current = await client.studio.v2.flows(sid).fetch();
  const same =
    current.status === 'published' &&
    current.friendlyName === flow.friendlyName &&
    isDeepStrictEqual(current.definition, flow.definition);
  if (!same) {
    await changes.make(`Publish the changed flow ${flow.friendlyName}`, () =>
      client.studio.v2.flows(sid).update({ ...flow, status: 'published' }),
    );
  }
  return sid;
}

/** Each Function of the deployed build by its path. */
async function functionSidsOf(client: AccountClient, { serviceSid, buildSid }: FlowsWanted) {
  const build = await client.serverless.v1.services(serviceSid).builds(buildSid).fetch();
  const versions = (build.functionVersions ?? []) as readonly { path?: string; function_sid?: string }[];
  return new Map(
    versions.flatMap(({ path, function_sid: sid }) => (path !== undefined && sid !== undefined ? [[path, sid]] : [])),
  );
}

async function setVariables(
  client: AccountClient,
  { serviceSid, environmentSid, buildSid }: FlowsWanted,
  wanted: Readonly<Record<string, string>>,
  changes: Changes,
) {
  const { variables } = client.serverless.v1.services(serviceSid).environments(environmentSid);
  const environment = client.serverless.v1.services(serviceSid).environments(environmentSid);
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

const unknownCommit = 'npm run deploy';

/** What a flow editor sees beside the revision. */
function lastCommit(root: string): string {
  try {
    const last = execFileSync('git', ['log', '-1', '--format=%h %s', '--', 'flows'], {
      cwd: root,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    return last.trim().slice(0, 200) || unknownCommit;
  } catch {
    return unknownCommit;
  }
}
