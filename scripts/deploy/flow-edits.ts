import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { isOurRevision } from './commit-message';
import type { FlowTargets } from './resolve-flow';
import { restoreFlow } from './restore-flow';

interface Edited {
  readonly name: string;
  readonly sid: string;
  readonly revision: number;
  readonly commitMessage: string;
  readonly definition: unknown;
}

/**
 * Whether what the account has of a flow is known here, so that publishing over it loses nothing: we published it, this machine
 * pulled it, or it is what some commit holds (another machine pulled it).
 */
export function isKnownEdit(root: string, flow: Edited, targets: FlowTargets): boolean {
  if (isOurRevision(flow.commitMessage)) return true;
  if (pulledRevisions(root)[flow.sid] === flow.revision) return true;
  return isInACommit(root, flow.name, restoreFlow(flow.definition, targets));
}

/** Whether one of the last commits holds this of the flow, in the form of the repository. */
export const isInACommit = (root: string, name: string, definition: unknown): boolean =>
  earlierTexts(root, name).some((text) => isDeepStrictEqual(parsed(text), definition));

const pulledFile = (root: string) => join(root, '.local', 'flows-pulled.json');

function pulledRevisions(root: string): Record<string, number> {
  const file = pulledFile(root);
  if (!existsSync(file)) return {};
  return (parsed(readFileSync(file, 'utf8')) ?? {}) as Record<string, number>;
}

/** Remembers, for this machine, that this revision is in the working tree. */
export function notePulled(root: string, { sid, revision }: Pick<Edited, 'sid' | 'revision'>): void {
  const file = pulledFile(root);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify({ ...pulledRevisions(root), [sid]: revision }, null, 2)}\n`);
}

const rememberedCommits = 50;

function earlierTexts(root: string, name: string): string[] {
  const path = `flows/${name}.json`;
  const git = (...args: string[]) =>
    execFileSync('git', args, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  try {
    const commits = git('log', `-${rememberedCommits}`, '--format=%H', '--', path).split('\n').filter(Boolean);
    return commits.flatMap((commit) => {
      try {
        return [git('show', `${commit}:./${path}`)];
      } catch {
        return []; // it was deleted there
      }
    });
  } catch {
    return []; // no git here
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
