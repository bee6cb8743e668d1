import { newSid } from '../../core/ids';
import type { Invocation, World } from '../../core/world';
import type { Site } from '../hosting/sites';
import type { RunLimits } from '../limits';
import { withPlatformRules } from './answer-rules';
import { type GateAnswer, type GateRequest, type Header, textAnswer } from './exchange';

export interface RunnerOptions {
  readonly world: World;
  readonly limits: RunLimits;
  /** The platform's own words about a run. */
  note(site: Site, run: string, text: string): void;
}

const keptInvocations = 1_000;
const notPassedOn = [
  /^(connection|expect|host|keep-alive|referer|te|trailer|transfer-encoding|upgrade|via|x-real-ip|content-length)$/,
  /^(proxy-|x-accel-|x-forwarded-|x-amz|x-emulator-|i-twilio-|i-t-|ot-)/,
];

/** Runs the Function at a path of the site as the platform would: within its time, and with nothing of it left when it is over. */
export function createRunner({ world, limits, note }: RunnerOptions) {
  const remember = (id: string, invocation: Invocation) => {
    world.invocations.set(id, invocation);
    for (const [old, { dead }] of world.invocations) {
      if (world.invocations.size <= keptInvocations || !dead) return;
      world.invocations.delete(old);
    }
  };

  return async (site: Site, path: string, request: GateRequest): Promise<GateAnswer> => {
    const id = newSid('RQ');
    let giveUp: (reason: 'killed' | 'late') => void = () => undefined;
    const givenUp = new Promise<'killed' | 'late'>((resolve) => {
      giveUp = resolve;
    });
    const end = (reason: 'killed' | 'late') => {
      if (invocation.dead) return;
      invocation.dead = true;
      giveUp(reason);
      site.host.kill(id);
    };
    const invocation: Invocation = {
      function: path,
      cause: world.causes.current(),
      dead: false,
      kill: () => end('killed'),
    };
    remember(id, invocation);

    const beganMs = performance.now();
    let timer: NodeJS.Timeout | undefined;
    const { pathname, search } = new URL(request.url);
    const running = site.host.run({
      run: id,
      clock: clockHeader(world),
      method: request.method,
      target: pathname + search,
      headers: request.headers.filter(isPassedOn),
      body: request.body,
      onBegin() {
        if (!invocation.dead) timer = setTimeout(end, limits.executionMs, 'late');
      },
    });
    running.catch(() => undefined); // of a run that was given up

    let answer: GateAnswer;
    try {
      const outcome = await Promise.race([givenUp, running]);
      if (outcome === 'late') note(site, id, `${path} has not called back within ${limits.executionMs} ms`);
      answer =
        typeof outcome === 'string'
          ? textAnswer(504, 'runtime application timed out')
          : withPlatformRules(outcome, limits);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      note(site, id, reason);
      answer = textAnswer(500, reason);
    }
    clearTimeout(timer);
    invocation.dead = true;
    const ms = Math.round((performance.now() - beganMs) * 10) / 10;
    world.log.add({ kind: 'function', path, invocation: id, status: answer.status, ms });
    return { ...answer, headers: [...answer.headers, ['twilio-request-id', id]] };
  };
}

/** The emulator's time, for the process that runs the Function. */
function clockHeader({ clock }: World): string {
  const aheadMs = clock.offset();
  return aheadMs === undefined ? `f${clock.now()}` : `o${aheadMs}`;
}

const isPassedOn = ([name]: Header): boolean => !notPassedOn.some((pattern) => pattern.test(name.toLowerCase()));
