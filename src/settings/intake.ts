import type { Frontdesk, Language } from '../frontdesk';
import { say } from '../messages/say';
import { isOn } from '../services';
import { isOpenAt, nextOpening } from './opening';
import { openingIn } from './opening-words';
import { wasPausedAt } from './pause';

/** Whether somebody new is taken: who asks for a provider, who arrives without an order. Who is in line, in a session or expected goes on. */
export type Intake = { kind: 'open' } | { kind: 'closed' } | { kind: 'paused'; words?: string };

type Desk = Pick<Frontdesk, 'settings' | 'config' | 'clock'>;

const takesPeople = (frontdesk: Desk): boolean => isOn(frontdesk, 'dispatch') || isOn(frontdesk, 'pickup');

export function intakeAt(frontdesk: Desk, atMs: number): Intake {
  const { hours: set, pause } = frontdesk.settings;
  if (!takesPeople(frontdesk)) return { kind: 'open' };
  const hours = set?.hours;
  if (hours !== undefined && !isOpenAt(hours, atMs)) return { kind: 'closed' };
  if (pause !== undefined && wasPausedAt(pause, atMs)) return { kind: 'paused', words: pause.words };
  return { kind: 'open' };
}

export const intakeNow = (frontdesk: Desk): Intake => intakeAt(frontdesk, frontdesk.clock.nowMs());

export function isClosed(frontdesk: Desk): boolean {
  const hours = frontdesk.settings.hours?.hours;
  return hours !== undefined && takesPeople(frontdesk) && !isOpenAt(hours, frontdesk.clock.nowMs());
}

/** The next opening, in words: 'Monday 9:00 AM'; undefined when it is always open, or nobody knows when it opens. */
export function opensIn({ settings }: Desk, language: Language, atMs: number): string | undefined {
  const hours = settings.hours?.hours;
  if (hours === undefined) return undefined;
  const opensMs = nextOpening(hours, atMs);
  return opensMs === undefined ? undefined : openingIn(language, opensMs, atMs, hours.timeZone);
}

/** What a provider is told who is there while nobody new is taken. */
export function availableAnyway(
  frontdesk: Desk,
  language: Language,
  intake: Exclude<Intake, { kind: 'open' }>,
): string {
  if (intake.kind === 'paused') return say(frontdesk, language, 'availableWhilePaused');
  return say(frontdesk, language, 'availableWhileClosed', {
    opens: opensIn(frontdesk, language, frontdesk.clock.nowMs()),
  });
}

/** What somebody new is told who is not taken. */
export function turnedAway(frontdesk: Desk, language: Language, intake: Exclude<Intake, { kind: 'open' }>): string {
  if (intake.kind === 'paused') return say(frontdesk, language, 'paused', { words: intake.words });
  return say(frontdesk, language, 'closed', { opens: opensIn(frontdesk, language, frontdesk.clock.nowMs()) });
}
