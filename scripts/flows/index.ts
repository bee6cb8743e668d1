import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ServiceName } from '../../src/services';
import type { AccountClient } from '../../src/twilio/account-client';
import { createChanges } from '../deploy/changes';
import { isInACommit, isKnownEdit, notePulled } from '../deploy/flow-edits';
import { deployedFlow, ensureFlows, flowFiles, flowTargets } from '../deploy/flows';
import { flowText, idsLeftIn, restoreFlow } from '../deploy/restore-flow';
import { displayName, SettingsError, serviceName } from '../deploy/settings';
import { type Standing, standingDeployment } from '../deploy/standing';
import { lineDiff } from './line-diff';

export interface FlowsOptions {
  readonly root: string;
  readonly environment: string;
  /** What is offered; all, when left out. */
  readonly services?: readonly ServiceName[];
}

/** A flow as the repository has it and as the account has it, both as a file. */
export interface FlowPair {
  readonly name: string;
  readonly sid: string;
  readonly revision: number;
  readonly status: string;
  readonly here: string;
  readonly there: string;
  /** Publishing over it loses nothing that nobody has. */
  readonly isKnown: boolean;
  /** What is here is in a commit, or was a revision of the account: pulling over it loses nothing. */
  isKeptElsewhere(): Promise<boolean>;
}

/** @throws {SettingsError} before the first deploy */
export async function flowPairs(
  client: AccountClient,
  { root, environment, services }: FlowsOptions,
): Promise<FlowPair[]> {
  const standing = await deployedOnce(client, environment);
  const targets = await flowTargets(client, standing);
  const files = flowFiles(root, services);
  const wanted = { name: displayName(environment), standing };
  const flows = await Promise.all(files.map(({ name }) => deployedFlow(client, name, wanted)));
  for (const flow of flows) if (flow) targets.flowSids.set(flow.name, flow.sid);
  return files.flatMap(({ name, text }, index) => {
    const flow = flows[index];
    if (!flow) return [];
    const { sid, revision, status } = flow;
    const file: unknown = JSON.parse(text);
    const here = flowText(file, file);
    const asFile = (definition: unknown) => flowText(restoreFlow(definition, targets), file);
    return [
      {
        name,
        sid,
        revision,
        status,
        here,
        there: asFile(flow.definition),
        isKnown: isKnownEdit(root, flow, targets),
        isKeptElsewhere: async () =>
          isInACommit(root, name, file) ||
          (await wasRevision(client, flow, (definition) => asFile(definition) === here)),
      },
    ];
  });
}

const remembered = 10; // revisions

/** Whether one of the flow's last revisions is so. */
async function wasRevision(
  client: AccountClient,
  { sid, revision }: { sid: string; revision: number },
  isIt: (definition: unknown) => boolean,
): Promise<boolean> {
  // One by one: Twilio's client cannot read its own list of them
  for (let n = revision - 1; n >= Math.max(1, revision - remembered); n -= 1) {
    const { definition } = await client.studio.v2.flows(sid).revisions(String(n)).fetch();
    if (isIt(definition)) return true;
  }
  return false;
}

async function deployedOnce(client: AccountClient, environment: string): Promise<Standing> {
  const standing = await standingDeployment(client, serviceName, environment);
  if (standing.buildSid === undefined)
    throw new SettingsError([`Nothing is deployed in the environment ${environment}: run npm run deploy first.`]);
  return standing;
}

type Report = (line: string) => void;

/** What the account's flows have that the repository's have not, and the other way round. Answers how many differ. */
export async function diffFlows(client: AccountClient, options: FlowsOptions, report: Report): Promise<number> {
  const pairs = await flowPairs(client, options);
  for (const { name, here, there, revision, status, isKnown } of pairs) {
    const lines = lineDiff(here, there);
    const whose = isKnown ? '' : ', edited in the console';
    report(
      lines.length === 0
        ? `${name}: the same`
        : `${name}: - repository, + account (${status} revision ${revision}${whose})`,
    );
    for (const line of lines) report(line);
  }
  return pairs.filter(({ here, there }) => here !== there).length;
}

/**
 * Writes the account's flows into flows/.
 *
 * @throws {SettingsError} with the edit, if one was made here that is nowhere else; nothing is written then
 */
export async function pullFlows(
  client: AccountClient,
  { force = false, ...options }: FlowsOptions & { readonly force?: boolean },
  report: Report,
): Promise<void> {
  const pairs = await flowPairs(client, options);
  const problems: string[] = [];
  for (const { name, here, there, isKeptElsewhere } of force ? [] : pairs) {
    if (here === there || (await isKeptElsewhere())) continue;
    problems.push(`flows/${name}.json was edited here, and pulling would drop this:`, ...lineDiff(there, here));
  }
  if (problems.length > 0)
    throw new SettingsError([...problems, 'Commit it first, or drop it with npm run flows:pull -- --force.']);
  for (const { name, sid, revision, status, here, there } of pairs) {
    if (here !== there) writeFileSync(join(options.root, 'flows', `${name}.json`), there);
    notePulled(options.root, { sid, revision });
    report(here === there ? `${name}: the same` : `${name}: took ${status} revision ${revision}; see git diff flows`);
    const ids = idsLeftIn(there);
    if (ids.length > 0)
      report(`  it names things of this account alone, which other accounts do not have: ${ids.join(', ')}`);
  }
}

/**
 * Publishes the repository's flows.
 *
 * @throws {SettingsError} with the edit, if one was made in the console that is in no commit and was not pulled; nothing is published then
 */
export async function pushFlows(
  client: AccountClient,
  { root, environment, services, force = false }: FlowsOptions & { readonly force?: boolean },
  report: Report,
): Promise<number> {
  const standing = await deployedOnce(client, environment);
  const unknown = (await flowPairs(client, { root, environment, services })).filter(
    (pair) => !pair.isKnown && pair.here !== pair.there,
  );
  if (unknown.length > 0 && !force) {
    throw new SettingsError([
      ...unknown.flatMap(({ name, revision, here, there }) => [
        `${name} was edited in the console (revision ${revision}), and pushing would drop this:`,
        ...lineDiff(here, there),
      ]),
      'Take it with npm run flows:pull, or drop it with npm run flows:push -- --force.',
    ]);
  }
  const changes = createChanges(report);
  await ensureFlows(client, { root, name: displayName(environment), standing, services, force }, changes);
  if (changes.made.length === 0) report('The account has these flows already.');
  return changes.made.length;
}
