import type { ReminderText } from './reminder';
import { dueAt, outOfQuietHours, type QuietHours } from './times';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** Within these, Twilio takes a text for later: its own window is > 5 min (older documents: 15) and <= 35 days; a margin covers clocks and calls. */
export const scheduling = {
  leastLeadMs: 16 * MINUTE_MS,
  mostLeadMs: 34 * DAY_MS,
} as const;

export type Route = 'at-once' | 'at-twilio' | 'our-queue' | 'too-late';

/** Where a text goes now. What is too close to be scheduled goes out at once; after the appointment nothing does. */
export function routeOf(dueMs: number, appointmentMs: number, nowMs: number): Route {
  if (nowMs >= appointmentMs) return 'too-late';
  const leadMs = dueMs - nowMs;
  if (leadMs < scheduling.leastLeadMs) return 'at-once';
  return leadMs <= scheduling.mostLeadMs ? 'at-twilio' : 'our-queue';
}

/** A text to a number that is taken for dead is held back until so long before it is due: until then the number may turn out to be alive. */
const heldUntilLeadMs = 2 * 60 * MINUTE_MS;

/** Until when it is held back; undefined when it is to be decided now. */
export function heldUntilMs(dueMs: number, nowMs: number): number | undefined {
  const untilMs = dueMs - heldUntilLeadMs;
  return untilMs > nowMs ? untilMs : undefined;
}

/** Not sent, and not at Twilio, because its number is taken for dead. */
export function held(text: ReminderText, code: number, nowMs: number): ReminderText {
  const { messageSid, sinceMs, ...rest } = text;
  return { ...rest, state: 'waiting', code, notBeforeMs: heldUntilMs(text.dueMs, nowMs) ?? nowMs };
}

/** When a text that waits in our queue may be handed over. */
export const handOverMs = (dueMs: number): number => dueMs - scheduling.mostLeadMs;

export interface PlanFor {
  appointmentMs: number;
  timeZone: string;
  hoursBefore: readonly number[];
  quietHours?: QuietHours;
}

/**
 * The texts of an appointment, soonest first. Of those that would go out at once only the last one does: who books three hours ahead is not
 * reminded for the day before and for two days before. Neither do two that quiet hours moved to the same time.
 */
export function planTexts(
  { appointmentMs, timeZone, hoursBefore, quietHours }: PlanFor,
  nowMs: number,
  firstNo: number,
): ReminderText[] {
  const wanted = [...new Set(hoursBefore)]
    .sort((a, b) => b - a)
    .map((hours) => {
      const dueMs = Math.max(dueAt(appointmentMs, hours), nowMs);
      return { hours, dueMs: outOfQuietHours(dueMs, appointmentMs, timeZone, quietHours) };
    });
  return wanted.map(({ hours, dueMs }, at): ReminderText => {
    const route = routeOf(dueMs, appointmentMs, nowMs);
    const sentWithLater = wanted
      .slice(at + 1)
      .some((later) => later.dueMs - Math.max(dueMs, nowMs) < scheduling.leastLeadMs);
    const skipped = route === 'too-late' || sentWithLater;
    return {
      no: firstNo + at,
      hoursBefore: hours,
      dueMs,
      ...(skipped
        ? { state: 'skipped' }
        : route === 'our-queue'
          ? { state: 'waiting' }
          : { state: 'handing', sinceMs: nowMs }),
    };
  });
}
