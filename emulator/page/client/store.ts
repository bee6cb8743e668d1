import { batch, computed, type Signal, signal } from '@preact/signals';
import type { LoggedEvent, LogReset } from '../../core/world';
import { causesOf } from '../lib/cause-tree';
import { answered, asRead, refreshed, type Thread, type ThreadText, unreadIn, withText } from '../lib/conversation';
import { maskNumber, spaceNumber } from '../lib/phone-numbers';
import { dayOf } from '../lib/times';
import {
  type About,
  type ClockMove,
  type ClockState,
  control,
  type Due,
  type Fault,
  type FaultForm,
  type Flow,
  type Handset,
  type Phone,
  type Scheduled,
} from './control';
import { openFeed } from './feed';

/** As many lines as the emulator itself keeps. */
const logLimit = 5000;
const flushAfterMs = 30;
const refreshAfterMs = 250;
const clockCheckEveryMs = 30_000;

export type Loading = { kind: 'loading' } | { kind: 'ready' } | { kind: 'failed'; why: string };
export const loading = signal<Loading>({ kind: 'loading' });
/** When the live line was lost, by the machine's clock; undefined while it stands. */
export const lostAtMs = signal<number | undefined>(undefined);

export const about = signal<About>({});
export const phones = signal<readonly Phone[]>([]);
export const handsets = signal<ReadonlyMap<string, Handset>>(new Map());
export const due = signal<readonly Due[]>([]);
export const scheduled = signal<readonly Scheduled[]>([]);
export const faults = signal<readonly Fault[]>([]);
/** Undefined until asked for, or when the emulator has no Studio. */
export const flows = signal<readonly Flow[] | undefined>(undefined);
/** The text that a phone texts to, when there are several. */
export const serviceNumber = signal<string | undefined>(undefined);

// ── the log ──────────────────────────────────────────────────────────────────────────────────────────────────────────

const log: LoggedEvent[] = [];
const logVersion = signal(0);
export const logSize = computed(() => {
  logVersion.value;
  return log.length;
});
export const events = computed<readonly LoggedEvent[]>(() => {
  logVersion.value;
  return [...log];
});
export const causes = computed(() => causesOf(events.value));

// ── the clock ────────────────────────────────────────────────────────────────────────────────────────────────────────

interface Reading {
  readonly atMs: number;
  readonly isFrozen: boolean;
  readonly takenMs: number; // by performance.now()
}
const reading = signal<Reading | undefined>(undefined);
const tick = signal(0);
export const isMoving = signal(false);
export const isFrozen = computed(() => reading.value?.isFrozen ?? false);
/** The emulator's time; undefined until it has told it. */
export const nowMs = computed(() => {
  tick.value;
  const taken = reading.value;
  if (taken === undefined) return undefined;
  return taken.isFrozen ? taken.atMs : taken.atMs + performance.now() - taken.takenMs;
});

/** Changes with the emulator's day: what shows days reads it, and is not drawn anew each second. */
export const today = computed(() => (nowMs.value === undefined ? '' : dayOf(nowMs.value)));

function readClock({ now, frozen }: ClockState): void {
  reading.value = {
    atMs: Date.parse(now),
    isFrozen: frozen ?? reading.peek()?.isFrozen ?? false,
    takenMs: performance.now(),
  };
}

export async function moveClock(move: ClockMove): Promise<void> {
  isMoving.value = true;
  try {
    readClock(await control.moveClock(move));
  } catch (error) {
    tell(`The clock did not move: ${reasonOf(error)}`, 'problem');
  } finally {
    isMoving.value = false;
    refreshSoon();
  }
}

// ── the phones ───────────────────────────────────────────────────────────────────────────────────────────────────────

const threads = new Map<string, Signal<Thread>>();

export function threadOf(number: string): Signal<Thread> {
  let thread = threads.get(number);
  if (thread === undefined) {
    thread = signal<Thread>([]);
    threads.set(number, thread);
  }
  return thread;
}

export const unreadTotal = computed(() =>
  phones.value.reduce((sum, { number }) => sum + unreadIn(threadOf(number).value), 0),
);

/** How the page calls a number: by its phone, as the service's own, or masked. */
export function nameOf(number: string): string {
  const phone = phones.value.find((known) => known.number === number);
  if (phone) return phone.name;
  return about.value.numbers?.includes(number) ? 'Service' : maskNumber(number);
}

let localTexts = 0;

export async function sendText(from: string, body: string): Promise<void> {
  const thread = threadOf(from);
  localTexts += 1;
  const sid = `local-${localTexts}`;
  const to = serviceNumber.peek();
  const date = new Date(nowMs.peek() ?? Date.now()).toISOString();
  const local: ThreadText = { sid, direction: 'inbound', from, to: to ?? '', body, status: 'sending_here', date };
  thread.value = [...asRead(thread.peek()), local];
  try {
    const answer = await control.inbound({ from, to, body });
    thread.value = answered(thread.peek(), sid, answer);
  } catch (error) {
    thread.value = answered(thread.peek(), sid, { refused: reasonOf(error) });
  }
}

export function sendAgain(text: ThreadText): void {
  const thread = threadOf(text.from);
  thread.value = thread.peek().filter((known) => known.sid !== text.sid);
  void sendText(text.from, text.body);
}

/** The phone that somebody is at: what arrives there is read. */
export const inHand = signal<string | undefined>(undefined);

export function markRead(number: string): void {
  const thread = threadOf(number);
  thread.value = asRead(thread.peek());
}

async function loadThread(number: string, isFirstLook: boolean): Promise<void> {
  const told = await control.messages(number);
  const thread = threadOf(number);
  thread.value = refreshed(thread.peek(), told, isFirstLook);
}

export async function addPhone(phone: Phone): Promise<void> {
  const before = phones.peek();
  phones.value = [...before, phone];
  try {
    await control.setPhones(phones.peek());
    await loadThread(phone.number, true);
  } catch (error) {
    phones.value = before;
    tell(`The phone was not added: ${reasonOf(error)}`, 'problem');
  }
}

export async function removePhone(phone: Phone): Promise<void> {
  const before = phones.peek();
  phones.value = before.filter((known) => known.number !== phone.number);
  try {
    await control.setPhones(phones.peek());
    const restore = () => {
      phones.value = before;
      void attempt('The phone did not come back', () => control.setPhones(before));
    };
    tell(`${phone.name} was removed.`, 'done', { name: 'Undo', run: restore });
  } catch (error) {
    phones.value = before;
    tell(`${phone.name} was not removed: ${reasonOf(error)}`, 'problem');
  }
}

export async function setHandset(handset: Handset): Promise<void> {
  const before = handsets.peek();
  handsets.value = new Map(before).set(handset.number, handset);
  try {
    await control.setHandset(handset);
  } catch (error) {
    handsets.value = before;
    tell(`The handset stays as it was: ${reasonOf(error)}`, 'problem');
  }
}

export const isReachable = (number: string): boolean => handsets.value.get(number)?.reachable ?? true;

// ── faults, log, reset ───────────────────────────────────────────────────────────────────────────────────────────────

export async function addFault(fault: FaultForm): Promise<string | undefined> {
  try {
    await control.addFault(fault);
    faults.value = await control.faults();
    return undefined;
  } catch (error) {
    return reasonOf(error);
  }
}

export const removeFault = (id: number): Promise<void> =>
  attempt('The fault was not removed', async () => {
    await control.removeFault(id);
    faults.value = await control.faults();
  });

export const removeFaults = (): Promise<void> =>
  attempt('The faults were not removed', async () => {
    await control.removeFaults();
    faults.value = await control.faults();
  });

/** Empties the page's log. The emulator's own stays: others read it. */
export function clearLog(): void {
  clearedUpToN = log.at(-1)?.n ?? clearedUpToN;
  log.length = 0;
  logVersion.value += 1;
}

export const resetAll = (): Promise<void> =>
  attempt('Nothing was reset', async () => {
    await control.reset(); // the live line tells every open page
    tell('Everything is as it was right after the deploy.', 'done');
  });

function forget(): void {
  clearedUpToN = 0;
  log.length = 0;
  logVersion.value += 1;
  for (const thread of threads.values()) thread.value = [];
}

export const loadFlows = (): Promise<void> =>
  attempt('The flows could not be read', async () => {
    flows.value = await control.flows();
  });

// ── notices ──────────────────────────────────────────────────────────────────────────────────────────────────────────

export interface Notice {
  readonly n: number;
  readonly text: string;
  readonly meaning: 'done' | 'problem';
  readonly action?: { readonly name: string; readonly run: () => void };
}
export const notice = signal<Notice | undefined>(undefined);
const noticeLastsMs = 8000;
let notices = 0;

export function tell(text: string, meaning: Notice['meaning'], action?: Notice['action']): void {
  notices += 1;
  const mine = notices;
  notice.value = { n: mine, text, meaning, action };
  setTimeout(() => {
    if (notice.peek()?.n === mine) notice.value = undefined;
  }, noticeLastsMs);
}

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

async function attempt(failed: string, work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    tell(`${failed}: ${reasonOf(error)}`, 'problem');
  }
}

// ── what is shown, kept true ─────────────────────────────────────────────────────────────────────────────────────────

let feed: ReturnType<typeof openFeed> | undefined;
let lastN = 0;
let arrived: LoggedEvent[] = [];
let isFlushDue = false;
let clearedUpToN = 0;
let refreshTimer: number | undefined;

export async function load(): Promise<void> {
  loading.value = { kind: 'loading' };
  try {
    await refresh(true);
    loading.value = { kind: 'ready' };
    feed ??= openFeed({ onOpen, onEvent, onLost });
  } catch (error) {
    loading.value = { kind: 'failed', why: reasonOf(error) };
  }
}

export const retryNow = (): void => feed?.retry();

async function refresh(isFirstLook: boolean): Promise<void> {
  const [aboutNow, phonesNow] = await Promise.all([control.about(), control.phones(), refreshSmall()]);
  batch(() => {
    about.value = aboutNow;
    phones.value = phonesNow;
    serviceNumber.value ??= aboutNow.numbers?.[0];
  });
  await Promise.all(phonesNow.map(({ number }) => loadThread(number, isFirstLook)));
}

async function refreshSmall(): Promise<void> {
  const [clockNow, dueNow, scheduledNow, faultsNow, handsetsNow] = await Promise.all([
    control.clock(),
    control.due(),
    control.scheduled(),
    control.faults(),
    control.handsets(),
  ]);
  batch(() => {
    if (!isMoving.peek()) readClock(clockNow);
    due.value = dueNow;
    scheduled.value = scheduledNow;
    faults.value = faultsNow;
    handsets.value = new Map(handsetsNow.map((handset) => [handset.number, handset]));
  });
  if (flows.peek() !== undefined) flows.value = await control.flows();
}

/** What follows from the log but is not in it (what is due, scheduled, left of the faults) is asked for once a burst is over. */
function refreshSoon(): void {
  clearTimeout(refreshTimer);
  refreshTimer = window.setTimeout(() => {
    // A lost line is told by the feed; here there is nothing to add.
    refreshSmall().catch(() => undefined);
  }, refreshAfterMs);
}

function onOpen(): void {
  const wasLost = lostAtMs.peek() !== undefined;
  lastN = 0;
  arrived = [];
  log.length = 0;
  flushSoon();
  lostAtMs.value = undefined;
  if (!wasLost) return;
  clearedUpToN = 0;
  void attempt('Not all could be read again', () => refresh(false));
}

function onLost(): void {
  lostAtMs.value ??= Date.now();
}

function onEvent(event: LoggedEvent | LogReset): void {
  // A reset, here or elsewhere; or the log begins anew, since the emulator did.
  if (event.kind === 'reset' || event.n <= lastN) {
    forget();
    arrived = [];
    void attempt('Not all could be read again', () => refresh(true));
  }
  lastN = event.n;
  if (event.kind === 'reset') return;
  arrived.push(event);
  flushSoon();
}

function flushSoon(): void {
  if (isFlushDue) return;
  isFlushDue = true;
  setTimeout(flush, flushAfterMs);
}

function flush(): void {
  isFlushDue = false;
  const fresh = arrived;
  arrived = [];
  batch(() => {
    log.push(...fresh.filter((event) => event.n > clearedUpToN));
    if (log.length > logLimit) log.splice(0, log.length - logLimit);
    logVersion.value += 1;
    for (const event of fresh) {
      if (event.kind === 'message') noteText(event);
    }
  });
  if (fresh.length > 0) refreshSoon();
}

function noteText(event: Extract<LoggedEvent, { kind: 'message' }>): void {
  const { sid, direction, from, to, body, status, errorCode, at } = event;
  const number = direction === 'inbound' ? from : to;
  const thread = threadOf(number);
  const isNew = direction === 'outbound' && (inHand.peek() !== number || document.hidden);
  thread.value = withText(thread.peek(), { sid, direction, from, to, body, status, errorCode, date: at, isNew });
}

// ── what the viewer chose ────────────────────────────────────────────────────────────────────────────────────────────

export const tabs = ['Calls', 'Webhooks', 'Functions', 'Flows', 'Scheduled'] as const;
export type Tab = (typeof tabs)[number];
export const tab = signal<Tab>('Calls');
export const filter = signal('');
export const isWide = signal(false);
/** On a narrow screen one of the two is shown. */
export const side = signal<'phones' | 'activity'>('phones');
export const dialog = signal<'faults' | 'reset' | 'add-phone' | 'pick-time' | undefined>(undefined);

export const ownNumberWords = computed(() => (serviceNumber.value ? spaceNumber(serviceNumber.value) : ''));

export function startTimers(): void {
  setInterval(() => {
    tick.value += 1;
  }, 500);
  setInterval(() => {
    if (lostAtMs.peek() === undefined) refreshSmall().catch(() => undefined);
  }, clockCheckEveryMs);
}
