import type { LoggedEvent } from '../../core/world';
import { statusWordOf } from './delivery-words';

/** A line of the log with what it set off. */
export interface Effect {
  readonly key: string;
  /** The event; of a text its first one. Undefined for a Function that has not ended yet. */
  readonly event: LoggedEvent | undefined;
  /** Of a text: its latest event. */
  latest: LoggedEvent | undefined;
  /** Of a Function, also before its end is known. */
  readonly path?: string;
  readonly children: Effect[];
}

/** One thing that happened from outside, and everything that followed from it. */
export interface Cause {
  readonly id: string;
  readonly n: number; // of its first event
  readonly at: string;
  readonly kind: 'inbound' | 'tools' | 'clock' | 'other';
  /** Of kind 'inbound': the text that came from a handset. */
  readonly text?: Extract<LoggedEvent, { kind: 'message' }>;
  /** What the emulator calls it, without its number: 'alarm', 'reset'. */
  readonly name: string;
  readonly effects: Effect[];
  readonly tally: Tally;
}
export interface Tally {
  calls: number;
  texts: number;
  problems: number;
}

type MessageEvent = Extract<LoggedEvent, { kind: 'message' }>;
interface Draft extends Cause {
  readonly functions: Map<string, Effect>;
}

/**
 * The causes in the order of their beginning. Calls and console lines go under the Function that made them, Functions under
 * the webhook that started them, the progress of a text (its later statuses, and their callbacks) under the text.
 */
export function causesOf(events: readonly LoggedEvent[]): Cause[] {
  const drafts: Draft[] = [];
  const byId = new Map<string, Draft>();
  const texts = new Map<string, { effect: Effect; cause: Draft }>();

  for (const event of events) {
    const id = event.cause ?? `event-${event.n}`;
    let draft = byId.get(id);
    if (draft === undefined) {
      const last = drafts.at(-1);
      const reported = event.kind === 'message' ? reportedBy(event, texts) : undefined;
      if (reported !== undefined) {
        draft = { ...reported.cause, effects: reported.effect.children, functions: new Map() };
      } else if (last?.kind === 'tools' && isToolCall(event)) {
        draft = last; // a tool that makes many calls in a row (a deploy) is told as one
      } else {
        draft = begun(id, event);
        drafts.push(draft);
      }
      byId.set(id, draft);
    }
    place(event, draft, texts);
  }
  return drafts;
}

/** The text whose delivery this event reports, unless it only now begins (a scheduled text that falls due is a cause of its own). */
function reportedBy(event: MessageEvent, texts: ReadonlyMap<string, { effect: Effect; cause: Draft }>) {
  const known = texts.get(event.sid);
  if (known?.effect.latest?.kind !== 'message') return undefined;
  return known.effect.latest.status === 'scheduled' ? undefined : known;
}

function begun(id: string, event: LoggedEvent): Draft {
  const inbound = event.kind === 'message' && event.direction === 'inbound' ? event : undefined;
  return {
    id,
    n: event.n,
    at: event.at,
    kind: inbound ? 'inbound' : event.kind === 'clock' ? 'clock' : isToolCall(event) ? 'tools' : 'other',
    text: inbound,
    name: id.replace(/-\d+$/, ''),
    effects: [],
    tally: { calls: 0, texts: 0, problems: 0 },
    functions: new Map(),
  };
}

const isToolCall = (event: LoggedEvent): boolean => event.kind === 'call' && event.function === undefined;

function place(event: LoggedEvent, draft: Draft, texts: Map<string, { effect: Effect; cause: Draft }>): void {
  const { effects, functions, tally } = draft;
  if (isProblem(event)) tally.problems += 1;
  switch (event.kind) {
    case 'message': {
      if (event.direction === 'inbound' && event.sid === draft.text?.sid) return;
      const known = texts.get(event.sid);
      if (known?.effect.latest?.kind === 'message' && known.effect.latest.status !== 'scheduled') {
        known.effect.latest = event;
        return;
      }
      const effect: Effect = { key: `n${event.n}`, event, latest: event, children: [] };
      texts.set(event.sid, { effect, cause: draft });
      effects.push(effect);
      if (event.direction === 'outbound') tally.texts += 1;
      return;
    }
    case 'call':
      tally.calls += 1;
      within(draft, event.invocation, event.function).push(leaf(event));
      return;
    case 'console':
      within(draft, event.invocation, event.function).push(leaf(event));
      return;
    case 'function': {
      const known = functions.get(event.invocation);
      if (known?.event !== undefined || event.invocation === '') {
        effects.push({ ...leaf(event), path: event.path }); // refused at the door: it never ran
        return;
      }
      const effect: Effect = { ...leaf(event), path: event.path, children: known?.children ?? [] };
      if (known === undefined) effects.push(effect);
      else effects[effects.indexOf(known)] = effect;
      functions.set(event.invocation, effect);
      return;
    }
    case 'webhook': {
      // A Function's run has been logged by the time its answer arrives here.
      const index = effects.findIndex(
        (effect) => effect.path !== undefined && effect.event && serves(effect.path, event.url),
      );
      const run = effects[index];
      if (run === undefined) effects.push(leaf(event));
      else effects[index] = { ...leaf(event), children: [run] };
      return;
    }
    default:
      effects.push(leaf(event));
  }
}

const leaf = (event: LoggedEvent): Effect => ({ key: `n${event.n}`, event, latest: event, children: [] });

function within(draft: Draft, invocation: string | undefined, path: string | undefined): Effect[] {
  if (invocation === undefined || path === undefined) return draft.effects;
  let run = draft.functions.get(invocation);
  if (run === undefined) {
    run = { key: `f${invocation}`, event: undefined, latest: undefined, path, children: [] };
    draft.functions.set(invocation, run);
    draft.effects.push(run);
  }
  return run.children;
}

const serves = (path: string, url: string): boolean => {
  const end = url.search(/[?#]/);
  return (end < 0 ? url : url.slice(0, end)).endsWith(path);
};

/** What a person who looks for the fault should see first. A 404, 409 or 412 is everyday business of a Function. */
export function isProblem(event: LoggedEvent): boolean {
  switch (event.kind) {
    case 'call':
      return event.status >= 500 || event.status === 0 || event.status === 429;
    case 'function':
      return event.status >= 500;
    case 'webhook':
      return event.error !== undefined || event.status >= 400 || event.status === 0;
    case 'console':
      return event.level === 'error';
    case 'message':
      return event.status !== 'canceled' && statusWordOf(event.status).delivery === 'problem';
    default:
      return false;
  }
}

/** The causes of which a line holds all the words, and of each only such lines (with the lines above them). */
export function matching(causes: readonly Cause[], filter: string, wordsOf: (event: LoggedEvent) => string): Cause[] {
  const words = filter
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  if (words.length === 0) return [...causes];
  const holds = (text: string) => words.every((word) => text.toLowerCase().includes(word));
  const kept = (effect: Effect): Effect[] => {
    if (holds(effect.event ? wordsOf(effect.event) : (effect.path ?? ''))) return [effect];
    const children = effect.children.flatMap(kept);
    return children.length === 0 ? [] : [{ ...effect, children }];
  };
  return causes.flatMap((cause) => {
    if (holds(cause.text ? wordsOf(cause.text) : cause.name)) return [cause];
    const effects = cause.effects.flatMap(kept);
    return effects.length === 0 ? [] : [{ ...cause, effects }];
  });
}

/** Effects as they are listed: a Function that did nothing but answer is told by its webhook, and what repeats itself is told once. */
export interface Listed {
  readonly effect: Effect;
  readonly times: number;
}

export function listed(effects: readonly Effect[]): Listed[] {
  const rows: Listed[] = [];
  for (const effect of effects) {
    const row = { effect: isPlainAnswer(effect) ? { ...effect, children: [] } : effect, times: 1 };
    const last = rows.at(-1);
    if (last !== undefined && repeats(last.effect, row.effect))
      rows[rows.length - 1] = { ...last, times: last.times + 1 };
    else rows.push(row);
  }
  return rows;
}

function isPlainAnswer({ event, children: [run, ...others] }: Effect): boolean {
  if (event?.kind !== 'webhook' || run?.event?.kind !== 'function' || others.length > 0) return false;
  return run.children.length === 0 && run.event.status === event.status;
}

const repeats = ({ event: a, children }: Effect, { event: b, children: others }: Effect): boolean =>
  a?.kind === 'webhook' &&
  b?.kind === 'webhook' &&
  a.url === b.url &&
  a.status === b.status &&
  a.error === b.error &&
  children.length + others.length === 0;
