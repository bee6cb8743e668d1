import { batch } from '@preact/signals';
import { type ClockMove, control } from '../control';
import { isMoving, readClock } from './clock';
import { faults } from './faults';
import { reasonOf, tell } from './notices';
import { handsets, phones } from './phones';
import { loadThread } from './threads';
import { about, due, flows, scheduled, serviceNumber } from './told';

const refreshAfterMs = 250;

/** Everything but the log. */
export async function refresh(isFirstLook: boolean): Promise<void> {
  const [aboutNow, phonesNow] = await Promise.all([control.about(), control.phones(), refreshSmall()]);
  batch(() => {
    about.value = aboutNow;
    phones.value = phonesNow;
    serviceNumber.value ??= aboutNow.numbers?.[0];
  });
  await Promise.all(phonesNow.map(({ number }) => loadThread(number, isFirstLook)));
}

/** What is small, and follows from the log without being in it. */
export async function refreshSmall(): Promise<void> {
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

let refreshTimer: number | undefined;

/** What follows from the log but is not in it (what is due, scheduled, left of the faults) is asked for once a burst is over. */
export function refreshSoon(): void {
  clearTimeout(refreshTimer);
  refreshTimer = window.setTimeout(() => {
    // A lost line is told by the feed; here there is nothing to add.
    refreshSmall().catch(() => undefined);
  }, refreshAfterMs);
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
