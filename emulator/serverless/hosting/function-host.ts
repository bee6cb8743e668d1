import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { Agent, request as httpRequest } from 'node:http';
import { type ConsoleLevel, type FromHost, type HostedSite, runHeader, type ToHost } from '../host/messages';

/** A process that hosts the Functions of one deployment, started again when it dies. */
export interface FunctionHost {
  /** Resolves when it serves. */
  ready(): Promise<void>;
  /** Runs the Function at the request's path. Rejects when the process dies meanwhile. */
  run(request: RunRequest): Promise<RunAnswer>;
  /** Gives up a run: what it does from now on has no effect, and it is awaited no more. */
  kill(run: string): void;
  /** What Functions keep in memory is gone for the runs that begin from now on. */
  forget(): void;
  /** Ends the process when its last run has ended. */
  drain(): Promise<void>;
  /** Ends the process at once; resolves when it is gone. */
  stop(): Promise<void>;
}
export interface RunRequest {
  readonly run: string;
  readonly clock: string; // see runHeader
  readonly method: string;
  readonly target: string; // path and query
  readonly headers: readonly (readonly [string, string])[];
  readonly body: Buffer;
  /** Called when the process has the request; before that it may have to start. */
  onBegin?(): void;
}
export interface RunAnswer {
  readonly status: number;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: Buffer;
}
export interface FunctionHostOptions {
  readonly program: string;
  readonly site: Omit<HostedSite, 'key'>;
  environment(): Readonly<Record<string, string>>; // asked for each time the process starts
  /** What Functions find in their context besides their variables; asked for each time the process starts. */
  context?(): Readonly<Record<string, string>>;
  onConsole(line: { run: string | undefined; level: ConsoleLevel; text: string }): void;
}

interface Started {
  readonly child: ChildProcess;
  readonly port: number;
}
interface Killing {
  readonly timer: NodeJS.Timeout;
  readonly settled: Promise<void>;
  settle(): void;
}
interface RunInHost {
  hasBegun: boolean; // the process has it; until then the next process will do
  end(): void; // the host has said all that it has to say about the run
  abort(error: Error): void;
}

const startLimitMs = 15_000;
const killLimitMs = 2_500; // long enough for a busy machine
const lostHost = 'The process that runs the Functions died';

export function createFunctionHost(options: FunctionHostOptions): FunctionHost {
  const { program, site, environment, onConsole } = options;
  const key = randomBytes(16).toString('hex');
  const agent = new Agent({ keepAlive: true });
  const runs = new Map<string, RunInHost>();
  const killing = new Map<string, Killing>(); // by run: the process has not said yet that it has heard
  let started: Promise<Started> | undefined;
  let child: ChildProcess | undefined;
  let gone: Promise<void> = Promise.resolve(); // when the last process that was started has ended
  let isOver = false;
  let memory = 0; // counts how often it was forgotten
  let onIdle: (() => void) | undefined;

  const tell = (message: ToHost) => {
    if (child?.connected) child.send(message);
  };

  const hear = (message: FromHost) => {
    if (message.kind === 'started') {
      tell({ kind: 'serve', site: { ...site, variables: { ...site.variables, ...options.context?.() }, key } });
    }
    if (message.kind === 'console') onConsole({ run: message.run, level: message.level, text: message.text });
    if (message.kind === 'ended') runs.get(message.run)?.end();
    if (message.kind === 'killed') settleKill(message.run);
  };
  const settleKill = (run: string) => {
    const known = killing.get(run);
    clearTimeout(known?.timer);
    known?.settle();
    killing.delete(run);
  };

  const start = () =>
    new Promise<Started>((resolve, reject) => {
      const process_ = spawn(process.execPath, [program], {
        cwd: site.baseDir,
        env: { ...neededByNode(), ...environment() },
        stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      });
      child = process_;
      gone = new Promise((over) => process_.on('exit', () => over()).on('error', () => over()));
      const timer = setTimeout(() => process_.kill('SIGKILL'), startLimitMs);
      let errors = '';
      let hasServed = false;
      process_.on('message', (message: FromHost) => {
        if (message.kind === 'serving') {
          hasServed = true;
          clearTimeout(timer);
          resolve({ child: process_, port: message.port });
        } else {
          hear(message);
        }
      });
      process_.stdout?.on('data', (data: Buffer) =>
        onConsole({ run: undefined, level: 'log', text: String(data).trimEnd() }),
      );
      process_.stderr?.on('data', (data: Buffer) => {
        if (!hasServed) errors += data;
        onConsole({ run: undefined, level: 'error', text: String(data).trimEnd() });
      });
      const fail = (error: Error) => {
        clearTimeout(timer);
        reject(error);
      };
      process_.on('error', fail);
      process_.on('exit', (code, signal) => {
        fail(new Error(`${lostHost} as it started (${signal ?? code}). ${errors}`));
        if (child !== process_) return;
        child = undefined;
        started = undefined;
        for (const run of runs.values()) if (run.hasBegun) run.abort(new Error(`${lostHost} (${signal ?? code})`));
        for (const run of [...killing.keys()]) settleKill(run);
        // At once, so that the next run does not wait for it; a host that never served is started by the next run only.
        if (hasServed && !isOver) ensure().catch(() => undefined);
      });
    });
  const ensure = (): Promise<Started> => {
    if (isOver) return Promise.reject(new Error('The host of the Functions has been stopped'));
    started ??= start();
    return started;
  };

  const stop = (): Promise<void> => {
    isOver = true;
    for (const run of [...killing.keys()]) settleKill(run);
    agent.destroy();
    child?.kill('SIGKILL');
    onIdle?.();
    return gone;
  };

  return {
    async ready() {
      await ensure();
    },
    async run(request) {
      let end: () => void = () => undefined;
      const ended = new Promise<void>((resolve) => {
        end = resolve;
      });
      let abort: (error: Error) => void = () => undefined;
      const aborted = new Promise<never>((_, reject) => {
        abort = reject;
      });
      const run: RunInHost = { hasBegun: false, end, abort };
      runs.set(request.run, run);
      const answered = async () => {
        // A process that does not hear is about to be replaced.
        for (const { settled } of killing.values()) await settled;
        const { port } = await ensure();
        run.hasBegun = true;
        request.onBegin?.();
        const answer = await send(request, { port, key, memory, agent, aborted });
        await ended; // its console comes by another way than its answer
        return answer;
      };
      try {
        return await Promise.race([aborted, answered()]);
      } finally {
        runs.delete(request.run);
        if (runs.size === 0) onIdle?.();
      }
    },
    kill(run) {
      const going = runs.get(run);
      if (!going) return;
      tell({ kind: 'kill', run });
      going.abort(new Error('The run was killed'));
      // A run that keeps the process busy cannot hear; on the platform it would be alone in its process.
      const timer = setTimeout(() => child?.kill('SIGKILL'), killLimitMs);
      let settle: () => void = () => undefined;
      const settled = new Promise<void>((resolve) => {
        settle = resolve;
      });
      killing.set(run, { timer, settled, settle });
    },
    forget() {
      memory += 1;
    },
    drain() {
      return new Promise((resolve) => {
        onIdle = () => {
          onIdle = undefined;
          void stop().then(resolve);
        };
        if (runs.size === 0) onIdle();
      });
    },
    stop,
  };
}

interface Line {
  readonly port: number;
  readonly key: string;
  readonly memory: number;
  readonly agent: Agent;
  readonly aborted: Promise<never>;
}

function send({ run, clock, method, target, headers, body }: RunRequest, { port, key, memory, agent, aborted }: Line) {
  return new Promise<RunAnswer>((resolve, reject) => {
    const flat = headers.flat();
    flat.push(runHeader, `${key} ${run} ${clock} ${memory}`, 'host', `127.0.0.1:${port}`);
    if (body.length > 0) flat.push('content-length', String(body.length));
    const sent = httpRequest({ host: '127.0.0.1', port, method, path: target, headers: flat, agent });
    aborted.catch(() => sent.destroy());
    sent.on('error', reject);
    sent.on('response', (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: pairsOf(response.rawHeaders),
          body: Buffer.concat(chunks),
        }),
      );
    });
    sent.end(body);
  });
}

/** `['a', '1', 'b', '2']` as `[['a', '1'], ['b', '2']]`. */
export function pairsOf(raw: readonly string[]): [string, string][] {
  const pairs: [string, string][] = [];
  for (let i = 0; i < raw.length; i += 2) pairs.push([raw[i] ?? '', raw[i + 1] ?? '']);
  return pairs;
}

/** Functions see nothing of the machine they run on, except for what Node itself cannot start without. */
function neededByNode(): Record<string, string> {
  const needed: Record<string, string> = {};
  for (const name of ['PATH', 'SystemRoot', 'TEMP', 'TMP', 'TMPDIR']) {
    const value = process.env[name];
    if (value !== undefined) needed[name] = value;
  }
  return needed;
}
