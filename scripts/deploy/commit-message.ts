import { execFileSync } from 'node:child_process';

/** How a revision that we published can be told from an edit in the console. */
const mark = '[frontdesk]';
const maxLength = 200;

export const isOurRevision = (commitMessage: string | null | undefined): boolean =>
  commitMessage?.startsWith(mark) ?? false;

/** What a flow editor sees beside the revision: the last commit that touched the flows. */
export function commitMessage(root: string): string {
  try {
    const git = (...args: string[]) =>
      execFileSync('git', args, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
    const last = git('log', '-1', '--format=%h %s', '--', 'flows');
    const changed = git('status', '--porcelain', '--', 'flows') === '' ? '' : ', and changes not committed yet';
    return last === '' ? mark : `${mark} ${last}`.slice(0, maxLength - changed.length) + changed;
  } catch {
    return mark; // no git here
  }
}
