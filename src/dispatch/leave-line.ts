import type { Frontdesk } from '../frontdesk';
import { digitsOf } from '../phone';
import { isClosed, opensIn } from '../settings/intake';
import { conflict, type Versioned } from '../twilio/sync-store';
import { type ListedIntent, removeIntent } from './line';
import { documents, type RequestState, type WaitEnd } from './states';
import { type TellOptions, tell } from './tell';
import { minuteMs } from './timing';

/** Why somebody who waits waits no longer; undefined while they do. */
export function endOfWait(frontdesk: Frontdesk, { atMs }: RequestState): WaitEnd | undefined {
  if (isClosed(frontdesk)) return 'closed';
  const { waitMinutes } = frontdesk.config;
  return frontdesk.clock.nowMs() - atMs > waitMinutes * minuteMs ? 'waited' : undefined;
}

/** After so long nobody wonders any more, and a text that did not go out is given up. */
const worthTellingMs = 60 * minuteMs;

const wordsOf = (frontdesk: Frontdesk, { language }: RequestState, by: WaitEnd, endedAtMs: number): string =>
  by === 'closed'
    ? frontdesk.texts.leftAtClosing(language, { opens: opensIn(frontdesk, language, endedAtMs) })
    : frontdesk.texts.waitedTooLong(language, { minutes: frontdesk.config.waitMinutes });

/**
 * Somebody who waits leaves the line: recorded, then told, then noted; the intent goes last, so that the next tick finds what a Function that
 * died left. Whoever matches them at the same moment writes the same Document: one of the two comes second.
 *
 * @returns whether it was recorded here
 */
export async function leaveLine(
  frontdesk: Frontdesk,
  request: Versioned<RequestState>,
  by: WaitEnd,
  intent: ListedIntent,
): Promise<boolean> {
  const { store, clock } = frontdesk;
  const endedAtMs = clock.nowMs();
  const ended: RequestState = {
    ...request.data,
    state: 'cancelled',
    endedBy: by,
    endedAtMs,
    freed: false,
    words: { receiver: wordsOf(frontdesk, request.data, by, endedAtMs) },
  };
  const recorded = await store.updateDocument(documents.request(digitsOf(ended.receiver)), ended, request.revision);
  if (recorded === conflict) return false;
  await tellLeft(frontdesk, recorded, by, intent);
  return true;
}

/** The rest of it. */
export async function tellLeft(
  frontdesk: Frontdesk,
  request: Versioned<RequestState>,
  by: WaitEnd,
  intent: ListedIntent,
  options: TellOptions = {},
): Promise<void> {
  const { store, clock } = frontdesk;
  const { receiver, key, endedAtMs = 0, words } = request.data;
  const body = words?.receiver ?? wordsOf(frontdesk, request.data, by, endedAtMs);
  if (clock.nowMs() - endedAtMs < worthTellingMs) {
    const told = await tell(frontdesk, { to: receiver, body, about: { about: 'left-line', key } }, options);
    if (told.kind === 'failed') return;
  }
  const noted: RequestState = { ...request.data, freed: true, words: undefined };
  // A conflict means that they have asked anew: nothing to note any more.
  await store.updateDocument(documents.request(digitsOf(receiver)), noted, request.revision);
  await removeIntent(frontdesk, intent);
}
