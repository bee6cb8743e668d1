import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Deployed } from '../deploy/index';

export interface DeployTo {
  readonly root: string;
  /** What a program needs to reach the local Twilio: HTTP_PROXY, NODE_EXTRA_CA_CERTS and the account's credentials. */
  readonly environment: Readonly<Record<string, string>>;
  readonly variables: Readonly<Record<string, string>>;
  readonly codeOnly?: boolean;
}

/** How a program is told what it deploys to: by its environment, and by an env file that is gone when it ends. */
type Target = Pick<DeployTo, 'root' | 'environment' | 'variables'>;

/**
 * Runs the deploy that production gets, in a process of its own: a proxy and a CA are believed only when they are there as the process
 * starts. Rejects with everything it printed.
 */
export async function deployTo(options: DeployTo, report: (line: string) => void): Promise<Deployed> {
  const { root, environment, codeOnly = false } = options;
  return withEnvFile(options, async (envFile, folder) => {
    const resultFile = join(folder, 'result.json');
    const args = ['--import', 'tsx', join('scripts', 'deploy.ts'), '--env-file', envFile, '--result', resultFile];
    args.push('--built', '--unattended');
    await run(codeOnly ? [...args, '--code-only'] : args, root, environment, report);
    return JSON.parse(readFileSync(resultFile, 'utf8')) as Deployed;
  });
}

/** Publishes the flows as they are in flows/, over whatever the local Twilio has of them. */
export function publishFlows(target: Target, report: (line: string) => void): Promise<void> {
  return withEnvFile(target, (envFile) => {
    const args = ['--import', 'tsx', join('scripts', 'flows.ts'), '--', 'push', '--force', '--env-file', envFile];
    return run(args, target.root, target.environment, report);
  });
}

async function withEnvFile<T>(
  { environment, variables }: Target,
  work: (envFile: string, folder: string) => Promise<T>,
): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'frontdesk-deploy-'));
  try {
    const envFile = join(folder, 'env');
    const { TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN, TWILIO_NUMBER } = environment;
    const settings = { TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN, TWILIO_NUMBER, ...variables };
    writeFileSync(
      envFile,
      Object.entries(settings)
        .map(([name, value]) => `${name}=${JSON.stringify(value)}\n`)
        .join(''),
      { mode: 0o600 },
    );
    return await work(envFile, folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function run(
  args: string[],
  cwd: string,
  environment: Readonly<Record<string, string>>,
  report: (line: string) => void,
) {
  return new Promise<void>((resolve, reject) => {
    const { PATH, HOME } = process.env;
    const child = spawn(process.execPath, args, {
      cwd,
      env: { PATH, HOME, ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const printed: string[] = [];
    const read = (data: Buffer) => {
      for (const line of data.toString().split('\n').filter(Boolean)) {
        printed.push(line);
        report(line.trim());
      }
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.on('error', reject);
    child.on('exit', (code) =>
      code === 0 ? resolve() : reject(new Error(`The deploy to the local Twilio failed:\n${printed.join('\n')}`)),
    );
  });
}
