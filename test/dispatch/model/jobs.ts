import { TwilioCallError } from '../../../src/twilio/call-error';

/** One Function at work: its calls wait until the scheduler lets them happen. */
export interface Job {
  readonly name: string;
  readonly calls: Call[];
  state: 'running' | 'done' | 'failed' | 'killed';
  outcome?: unknown;
}

interface Call {
  readonly what: string;
  readonly happen: () => Promise<unknown>;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
}

export type Trace = (line: string) => void;

/** Makes every call of every job a point at which any other job may go on, or this one may die. */
export function createJobs(random: () => number, trace: Trace) {
  const jobs: Job[] = [];
  /** How many more calls go wrong. */
  let faults = 0;
  const faultOdds = 0.06;

  const call = <T>(job: Job, what: string, happen: () => Promise<T>): Promise<T> =>
    new Promise<unknown>((resolve, reject) => {
      if (job.state === 'running') job.calls.push({ what, happen, resolve, reject });
    }) as Promise<T>;

  const settle = () => new Promise<void>((resolve) => setImmediate(resolve));

  const start = (name: string, work: (job: Job) => Promise<unknown>): Job => {
    const job: Job = { name, calls: [], state: 'running' };
    jobs.push(job);
    work(job).then(
      (outcome) => {
        if (job.state !== 'running') return;
        job.state = 'done';
        job.outcome = outcome;
        trace(`${name} ends: ${JSON.stringify(outcome)}`);
      },
      (error: unknown) => {
        if (job.state !== 'running') return;
        job.state = 'failed';
        job.outcome = error;
        trace(`${name} fails: ${error}`);
      },
    );
    return job;
  };

  const kill = async (job: Job) => {
    job.state = 'killed';
    for (const waiting of job.calls.splice(0)) {
      const happened = random() < 0.5;
      if (happened) await waiting.happen();
      trace(`${job.name} dies ${happened ? 'after' : 'before'} ${waiting.what}`);
    }
  };

  /** Lets one call of one job happen. @returns false when nobody is at work */
  const step = async (): Promise<boolean> => {
    await settle();
    for (let n = jobs.length - 1; n >= 0; n -= 1) if (jobs[n]?.state !== 'running') jobs.splice(n, 1);
    const ready = jobs.filter((job) => job.calls.length > 0);
    const job = ready[Math.floor(random() * ready.length)];
    if (job === undefined) return false;
    if (faults > 0 && random() < faultOdds) {
      faults -= 1;
      if (random() < 0.5) {
        await kill(job);
        return true;
      }
      const [failing] = job.calls.splice(Math.floor(random() * job.calls.length), 1);
      if (failing === undefined) return true;
      const kind = random();
      if (kind < 0.4) await failing.happen();
      const cause = kind > 0.8 ? Object.assign(new Error('unavailable'), { status: 503 }) : new Error('no answer');
      trace(`${job.name}: ${failing.what} ${kind < 0.4 ? 'loses its answer' : 'does not happen'}`);
      failing.reject(new TwilioCallError(failing.what, {}, cause));
      return true;
    }
    const [next] = job.calls.splice(Math.floor(random() * job.calls.length), 1);
    if (next === undefined) return true;
    const value = await next.happen();
    trace(`${job.name}: ${next.what} -> ${JSON.stringify(value)?.slice(0, 200)}`);
    next.resolve(value);
    return true;
  };

  return {
    start,
    call,
    step,
    allowFaults(count: number) {
      faults = count;
    },
    /** A Function lives 10 s: when time moves on, whatever is at work is dead. */
    async killAll() {
      for (const job of jobs) if (job.state === 'running') await kill(job);
    },
    settle,
  };
}
