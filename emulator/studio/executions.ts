import type { Alarm } from '../core/clock';
import { newSid } from '../core/ids';
import type { World } from '../core/world';
import { runExecution, takes } from './engine/engine';
import { type Execution, newExecution, type Signal, type Start } from './engine/execution';
import type { Ports, Step } from './engine/ports';
import type { StudioErrorCode } from './error-codes';
import type { FlowStore } from './flow-store';
import { studioLimits } from './limits';
import type { ExecutionRecord, FlowRecord, RevisionRecord, StepRecord } from './records';

/** The runs of all flows: at most one active one per flow, contact and address of ours. */
export interface Executions {
  active(flowSid: string, contact: string, address: string): ExecutionRecord | undefined;
  /** Begins a run; the answer is how it goes until it first waits. There must be no active one. */
  start(begin: Begin): { record: ExecutionRecord; run: Promise<ExecutionRecord> };
  /** Gives a signal to a run. undefined when it does not wait for one; Studio ignores it then, with 81002. */
  signal(record: ExecutionRecord, signal: Signal, redirect?: Ports['redirect']): Promise<ExecutionRecord> | undefined;
  end(record: ExecutionRecord): ExecutionRecord;
  delete(record: ExecutionRecord): void;
  get(sid: string): ExecutionRecord | undefined;
  /** Newest first. */
  list(flowSid: string): readonly ExecutionRecord[];
  /** Newest first, as Twilio lists them. */
  steps(executionSid: string): readonly StepRecord[];
  step(sid: string): StepRecord | undefined;
  stop(): void;
}
export interface Begin {
  readonly flow: FlowRecord;
  readonly revision: RevisionRecord;
  readonly contact: string;
  readonly address: string;
  readonly start: Start;
  readonly redirect?: Ports['redirect'];
}

type Outlets = Pick<Ports, 'sendText' | 'request'>;

export function createExecutions(world: World, flows: FlowStore, outlets: Outlets): Executions {
  const { tables, clock, causes, log } = world;
  const records = tables.open<ExecutionRecord>('studio.executions');
  const stepRecords = tables.open<StepRecord>('studio.steps');

  // Derived from the tables; rebuilt when they are.
  let activeByContact = new Map<string, string>();
  let stepsOf = new Map<string, string[]>();
  let alarms = new Map<string, Alarm>();
  let waitingByMessage = new Map<string, string>();
  let era = 0; // runs of an earlier one write nothing

  const contactKey = (flowSid: string, contact: string, address: string) => `${flowSid} ${contact} ${address}`;
  const keyOf = ({ flowSid, execution }: ExecutionRecord) => contactKey(flowSid, execution.contact, execution.address);

  /** Puts the record, and what follows from it: who is active, which alarm waits, whose delivery matters. */
  const put = (record: ExecutionRecord, execution: Execution): ExecutionRecord => {
    const next = { ...record, execution, dateUpdated: clock.now() };
    records.set(execution.sid, next);
    forget(record);
    derive(next);
    return next;
  };

  const forget = (record: ExecutionRecord) => {
    const { sid, waiting } = record.execution;
    alarms.get(sid)?.cancel();
    alarms.delete(sid);
    if (waiting?.messageSid !== undefined) waitingByMessage.delete(waiting.messageSid);
    if (activeByContact.get(keyOf(record)) === sid) activeByContact.delete(keyOf(record));
  };

  const derive = (record: ExecutionRecord) => {
    const { execution } = record;
    const { sid, waiting } = execution;
    if (execution.status !== 'active') return;
    activeByContact.set(keyOf(record), sid);
    if (waiting === undefined) return;
    if (waiting.messageSid !== undefined) waitingByMessage.set(waiting.messageSid, sid);
    const endsAtMs = execution.startedAtMs + studioLimits.executionMs;
    const widget = execution.frames.at(-1)?.widget ?? '';
    alarms.set(
      sid,
      clock.at(Math.min(waiting.untilMs, endsAtMs), `Studio ${widget} waits`, () => {
        const run = () => ring(sid);
        causes.start('alarm', run).catch((error) => console.error(`Execution ${sid} stopped`, error));
      }),
    );
  };

  const ring = async (sid: string) => {
    const record = records.get(sid);
    if (record === undefined) return;
    const { execution } = record;
    if (clock.now() < execution.startedAtMs + studioLimits.executionMs) await signal(record, { kind: 'timeout' });
    else if (execution.status === 'active') endWith(record, 'the execution is 30 days old');
  };

  const rebuild = () => {
    era += 1;
    for (const alarm of alarms.values()) alarm.cancel();
    activeByContact = new Map();
    stepsOf = new Map();
    alarms = new Map();
    waitingByMessage = new Map();
    for (const step of stepRecords.values()) listOf(step.executionSid).push(step.sid);
    for (const record of records.values()) {
      const { status, waiting } = record.execution;
      // It ran when the process ended: nobody goes on with it, and its contact must not wait for it.
      if (status === 'active' && waiting === undefined) endWith(record, 'interrupted when the emulator stopped');
      else derive(record);
    }
  };

  const listOf = (executionSid: string) => {
    const known = stepsOf.get(executionSid);
    if (known) return known;
    const made: string[] = [];
    stepsOf.set(executionSid, made);
    return made;
  };

  const note = (record: ExecutionRecord, widget: string, event: string) =>
    log.add({ kind: 'step', flowSid: record.flowSid, executionSid: record.execution.sid, widget, event });

  const warn = (record: ExecutionRecord, code: StudioErrorCode, widget: string, message: string) =>
    note(record, widget, `${code} ${message}`);

  const run = async (begun: ExecutionRecord, given: Signal, redirect?: Ports['redirect']): Promise<ExecutionRecord> => {
    const { sid } = begun.execution;
    const started = era;
    const mayGoOn = () => started === era && records.get(sid)?.execution.status === 'active';
    const keepStep = (step: Step, execution: Execution): string => {
      const stepSid = newSid('FT');
      stepRecords.set(stepSid, {
        ...step,
        sid: stepSid,
        executionSid: sid,
        executionFlowSid: begun.flowSid,
        dateCreated: clock.now(),
      });
      listOf(sid).push(stepSid);
      note(begun, step.from, step.event);
      put(records.get(sid) ?? begun, execution);
      return stepSid;
    };
    const ended = await runExecution(begun.execution, given, {
      ...outlets,
      now: clock.now,
      definition: flows.definition,
      pinned: flows.pinned,
      redirect: redirect ?? (() => false),
      step: (step, execution) => mayGoOn() && keepStep(step, execution),
      warn: ({ code, widget, message }) => void (mayGoOn() && warn(begun, code, widget, message)),
    });
    const latest = records.get(sid);
    if (!mayGoOn() || latest === undefined) return latest ?? { ...begun, execution: ended };
    if (ended.ended?.code !== undefined) warn(begun, ended.ended.code, ended.ended.widget ?? '', ended.ended.reason);
    return put(latest, ended);
  };

  const signal: Executions['signal'] = (record, given, redirect) => {
    const latest = records.get(record.execution.sid) ?? record;
    if (!takes(latest.execution, given)) {
      warn(latest, 81002, latest.execution.frames.at(-1)?.widget ?? '', `${given.kind} ignored`);
      return undefined;
    }
    // From here on it does not wait: a second event that comes meanwhile is refused.
    put(latest, { ...latest.execution, waiting: undefined });
    return causes.busy(() => run(latest, given, redirect));
  };

  const endWith = (record: ExecutionRecord, reason: string): ExecutionRecord => {
    note(record, record.execution.frames.at(-1)?.widget ?? '', `ended: ${reason}`);
    return put(record, { ...record.execution, status: 'ended', waiting: undefined, ended: { reason } });
  };

  const unsubscribe = log.subscribe((event) => {
    if (event.kind !== 'message' || (event.status !== 'undelivered' && event.status !== 'failed')) return;
    const record = records.get(waitingByMessage.get(event.sid) ?? '');
    if (record === undefined) return;
    const { status, errorCode } = event;
    signal(record, { kind: 'delivery-failure', status, ...(errorCode !== undefined && { errorCode }) })?.catch(
      (error) => console.error(`Execution ${record.execution.sid} stopped`, error),
    );
  });

  tables.onRestore(rebuild);
  rebuild();

  return {
    active: (flowSid, contact, address) =>
      records.get(activeByContact.get(contactKey(flowSid, contact, address)) ?? ''),
    start({ flow, revision, contact, address, start, redirect }) {
      const nowMs = clock.now();
      const execution = newExecution(
        {
          sid: newSid('FN'),
          contact,
          address,
          flow: { flowSid: flow.sid, revision: String(revision.revision) },
          nowMs,
          initialState: revision.definition.initial_state,
        },
        start,
      );
      const record = { flowSid: flow.sid, execution, dateCreated: nowMs, dateUpdated: nowMs };
      records.set(execution.sid, record);
      derive(record);
      return { record, run: causes.busy(() => run(record, { kind: 'start', event: start.event }, redirect)) };
    },
    signal,
    end: (record) => (record.execution.status === 'ended' ? record : endWith(record, 'ended by the API')),
    delete(record) {
      const { sid } = record.execution;
      forget(record);
      for (const step of stepsOf.get(sid) ?? []) stepRecords.delete(step);
      stepsOf.delete(sid);
      records.delete(sid);
    },
    get: (sid) => records.get(sid),
    list: (flowSid) => [...records.values()].filter((record) => record.flowSid === flowSid).reverse(),
    steps: (executionSid) => (stepsOf.get(executionSid) ?? []).flatMap((sid) => stepRecords.get(sid) ?? []).reverse(),
    step: (sid) => stepRecords.get(sid),
    stop: unsubscribe,
  };
}
