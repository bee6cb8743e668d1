import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createCauses } from './causes';
import { type Clock, createClock } from './clock';
import { createEventLog } from './event-log';
import { createTables, type TablesSnapshot } from './tables';
import { createWebhooks } from './webhooks';
import type { Account, World } from './world';

export interface WorldOptions {
  readonly stateFolder?: string; // state is kept there over restarts
  readonly account?: Account;
  readonly frozenAt?: string | number; // ISO or ms: the clock stands still there until it is moved
}

/** The world of one emulator, and what only its owner does with it. */
export interface OwnedWorld extends World {
  /** From here on alarms ring; before, everything that they could set off must be in place. */
  begin(): void;
  /** Remembers the present state as the one that `reset` goes back to; with `isMarked`, of those tables alone. */
  markDeployed(isMarked?: (table: string) => boolean): void;
  /** Waits until nothing runs, then puts back the marked state (none was marked: that of the start) and its clock. */
  reset(): Promise<void>;
  stop(): void;
}

interface ClockRow {
  readonly aheadMs: number;
  readonly frozenAtMs?: number;
}

/** How long a reset waits for what runs before it takes the state away from under it. */
const resetPatienceMs = 15_000;

export function createWorld({ stateFolder, account: wanted, frozenAt }: WorldOptions = {}): OwnedWorld {
  const tables = createTables(stateFolder);
  const causes = createCauses();

  const accounts = tables.open<Account>('account');
  const account = wanted ?? accounts.get('account') ?? newAccount();
  accounts.set('account', account);

  const clocks = tables.open<ClockRow>('clock');
  const ownClock = createClock(() => causes.settled(), { held: true });
  const setClock = ({ aheadMs = 0, frozenAtMs }: Partial<ClockRow> = {}) => {
    const startMs = frozenAt === undefined ? frozenAtMs : instantOf(frozenAt);
    ownClock.restart(startMs ?? Date.now() + aheadMs, startMs !== undefined);
  };
  setClock(clocks.get('clock'));
  const saveClock = () => {
    const nowMs = ownClock.now();
    clocks.set('clock', { aheadMs: nowMs - Date.now(), ...(ownClock.isFrozen() && { frozenAtMs: nowMs }) });
  };

  const clock: Clock = {
    ...ownClock,
    async moveTo(toMs) {
      const from = new Date(ownClock.now()).toISOString();
      await ownClock.moveTo(toMs);
      saveClock();
      log.add({ kind: 'clock', from, to: new Date(toMs).toISOString() });
    },
    freeze() {
      ownClock.freeze();
      saveClock();
    },
    run() {
      ownClock.run();
      saveClock();
    },
  };
  const log = createEventLog(clock, causes);
  const invocations: World['invocations'] = new Map();

  const deployedFile = stateFolder === undefined ? undefined : join(stateFolder, 'deployed.json');
  const pristine = tables.snapshot();
  let deployed = deployedFile === undefined ? undefined : readSnapshot(deployedFile);

  return {
    account,
    clock,
    tables,
    causes,
    log,
    invocations,
    webhooks: createWebhooks({ account, causes, log }),
    begin: () => ownClock.release(),
    markDeployed(isMarked = () => true) {
      const present = Object.entries(tables.snapshot()).filter(([table]) => isMarked(table));
      deployed = { ...deployed, ...Object.fromEntries(present) };
      if (deployedFile !== undefined) writeSnapshot(deployedFile, deployed);
    },
    async reset() {
      await Promise.race([causes.settled(), patience(resetPatienceMs)]);
      const marked = deployed ?? pristine;
      // The clock first: it forgets its alarms, and the owners of the state set new ones as it comes back.
      setClock(marked.clock?.get('clock') as ClockRow | undefined);
      tables.restore(marked);
      saveClock();
      log.clear();
      invocations.clear();
    },
    stop() {
      clock.stop();
      tables.close();
    },
  };
}

const newAccount = (): Account => ({
  accountSid: `AC${randomBytes(16).toString('hex')}`,
  authToken: randomBytes(16).toString('hex'),
});

/** @throws {RangeError} for what is not a time */
function instantOf(time: string | number): number {
  const ms = new Date(time).getTime();
  if (Number.isNaN(ms)) throw new RangeError(`frozenAt is ${time}; it must be an ISO time or milliseconds`);
  return ms;
}

function readSnapshot(file: string): TablesSnapshot | undefined {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    return undefined; // nothing was deployed yet
  }
  const tables = JSON.parse(text) as Record<string, [string, unknown][]>;
  return Object.fromEntries(Object.entries(tables).map(([name, rows]) => [name, new Map(rows)]));
}

function writeSnapshot(file: string, snapshot: TablesSnapshot): void {
  mkdirSync(join(file, '..'), { recursive: true });
  const tables = Object.fromEntries(Object.entries(snapshot).map(([name, rows]) => [name, [...rows]]));
  writeFileSync(`${file}.new`, JSON.stringify(tables));
  renameSync(`${file}.new`, file);
}

/** Resolves after that time of the machine's; keeps no process alive. */
export const patience = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms).unref());
