import { computed, effect, signal } from '@preact/signals';
import type { Session } from '../../../src/desk/contract';
import type { ServiceName } from '../../../src/services';
import { get, post } from './api';
import { nowMs, setServerTime, startClock } from './clock';
import { goLive, startWatchdog } from './live';
import { startReminderSearch } from './reminder-search';
import { startReminders } from './reminders';
import { phase, signedOut } from './session';
import { startSound } from './sound';
import { activity, waiting } from './tables';
import { say } from './toast';

export const views = ['pickup', 'dispatch', 'reminders', 'activity', 'settings'] as const;
export type View = (typeof views)[number];

const serviceOf: Readonly<Partial<Record<View, ServiceName>>> = {
  pickup: 'pickup',
  dispatch: 'dispatch',
  reminders: 'reminders',
};

/** Those of what is offered. */
export const shownViews = computed(() => {
  const { value } = phase;
  if (value.kind !== 'open') return views;
  const { services } = value.session;
  return views.filter((each) => {
    const service = serviceOf[each];
    return service === undefined || services.includes(service);
  });
});

const viewOfHash = (): View | undefined => shownViews.value.find((each) => `#${each}` === location.hash);
export const view = signal<View>(viewOfHash() ?? 'pickup');

const heartbeatMs = 60_000;
/** What is written so far in the future says that our idea of the server's time is wrong. */
const clockSlackMs = 3000;

async function readSession(): Promise<void> {
  const askedMs = Date.now();
  const answer = await get<Session>('session');
  if (answer.ok) {
    setServerTime(Date.parse(answer.body.now), askedMs, Date.now());
    if (phase.value.kind === 'open') return;
    phase.value = { kind: 'open', session: answer.body };
    view.value = viewOfHash() ?? shownViews.value[0] ?? 'activity';
    goLive(answer.body);
    return;
  }
  if (answer.status === 401) signedOut(answer.failure.message);
  else if (phase.value.kind !== 'open') phase.value = { kind: 'failed', why: answer.failure.message };
}

export async function signOut(): Promise<void> {
  const answer = await post('sign-out', {});
  // As long as the session stands, whoever opens the page anew is signed in
  if (!answer.ok && answer.status !== 401) {
    say({ words: `Not signed out: ${answer.failure.message}`, isProblem: true });
    return;
  }
  signedOut('You are signed out. Text !desk to the front desk to get a link.');
}

export async function start(): Promise<void> {
  startClock();
  startSound();
  startWatchdog();
  startReminders();
  startReminderSearch();
  window.addEventListener('hashchange', () => {
    view.value = viewOfHash() ?? view.value;
  });
  effect(() => {
    if (location.hash !== `#${view.value}`) history.replaceState(null, '', `#${view.value}`);
  });
  effect(() => {
    const newest = Math.max(
      0,
      ...[...activity.items.value.values()].slice(0, 4).map(({ data }) => Date.parse(data.at)),
      ...[...activity.items.value.values()].slice(-4).map(({ data }) => Date.parse(data.at)),
      ...[...waiting.items.value.values()].map(({ data }) => data.atMs),
    );
    if (newest > nowMs() + clockSlackMs) void readSession();
  });
  // Sessions end, clocks wander, and what a Function left behind is repaired where no cron does it
  setInterval(() => {
    if (phase.value.kind !== 'open') return;
    void readSession();
    void post('heartbeat', {});
  }, heartbeatMs);
  await readSession();
}

export async function tryAgain(): Promise<void> {
  phase.value = { kind: 'starting' };
  await readSession();
}
